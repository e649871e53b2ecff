"""Runs a script of statements on Apache Spark, on this machine."""
import sys

from pyspark.sql import SparkSession

spark = (
    SparkSession.builder.master("local[*]")
    .config("spark.ui.enabled", "false")
    .config("spark.sql.shuffle.partitions", "4")
    .config("spark.sql.session.timeZone", "UTC")
    .config("spark.driver.memory", "4g")
    .getOrCreate()
)
spark.sparkContext.setLogLevel("ERROR")
for statement in open(sys.argv[1], encoding="utf-8").read().split(";\n"):
    if statement.strip():
        spark.sql(statement)
spark.stop()
