"""Runs a script of statements on DuckDB."""
import sys

import duckdb

connection = duckdb.connect()
for statement in open(sys.argv[1], encoding="utf-8").read().split(";\n"):
    if statement.strip():
        connection.execute(statement)
