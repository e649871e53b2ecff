#!/usr/bin/env python3
"""Makes the files of tests/files/small_town: 青石镇, an invented township of three villages and eight grids.

The answers in small_town/expected.json are counted by hand from the rows below, never computed from them.
Needs openpyxl, odfpy and xlwt. Run it only to change the files; they are part of the repository.
"""

from datetime import date
from pathlib import Path

import openpyxl
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style
from odf.number import DateStyle, Day, Month, Text, Year
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

HERE = Path(__file__).parent / "small_town"
NOTE = "（测试数据，地名人名均为虚构）"


def xlsx(name, **sheets):
    """A workbook; a sheet is its rows, or a pair of rows and merged ranges."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        rows, merges = rows if isinstance(rows, tuple) else (rows, [])
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        for merge in merges:
            sheet.merge_cells(merge)
        for cells in sheet.iter_rows():
            for cell in cells:
                if isinstance(cell.value, date):
                    cell.number_format = "yyyy/m/d"
    book.save(HERE / name)


def ods(name, sheet, rows):
    document = OpenDocumentSpreadsheet()
    days = DateStyle(name="day")
    for part in (Year(style="long"), Text(text="/"), Month(), Text(text="/"), Day()):
        days.addElement(part)
    document.automaticstyles.addElement(days)
    shown = Style(name="date", family="table-cell", datastylename="day")
    document.automaticstyles.addElement(shown)
    table = Table(name=sheet)
    width = len(rows[1])
    for i, row in enumerate(rows):
        line = TableRow()
        for value in row:
            if value is None:
                cell = TableCell()
            elif isinstance(value, date):
                cell = TableCell(valuetype="date", datevalue=value.isoformat(), stylename="date")
                cell.addElement(P(text=f"{value.year}/{value.month}/{value.day}"))
            elif isinstance(value, int):
                cell = TableCell(valuetype="float", value=value)
                cell.addElement(P(text=str(value)))
            else:
                cell = TableCell(valuetype="string")
                if i == 0:
                    cell.setAttribute("numbercolumnsspanned", width)
                cell.addElement(P(text=value))
            line.addElement(cell)
        if i == 0:
            line.addElement(CoveredTableCell(numbercolumnsrepeated=width - 1))
        table.addElement(line)
    document.spreadsheet.addElement(table)
    document.save(HERE / name)


def text(name, encoding, content, bom=b""):
    (HERE / name).write_bytes(bom + content.strip().replace("\n", "\r\n").encode(encoding))


# The list of grids: line break in the title, a line of units, headings in two levels, villages merged over
# their grids, a subtotal in the middle, a total, signatures. 柳溪村第二网格 has two officers, 龙泉村第三网格
# none; 钱七 serves two grids. A phone is stored as a number, households and people carry units.
xlsx(
    "网格基本情况表.xlsx",
    网格=(
        [
            [f"附件1：\n青石镇网格基本情况统计表{NOTE}"],
            ["填报单位：青石镇人民政府", None, None, None, None, None, None, None, "单位：户、人"],
            ["序号", "行政村", "网格名称", "网格编号", "基本情况", None, "网格力量", None, "联系电话"],
            [None, None, None, None, "户数\n（户）", "人口数", "网格长", "网格员*", None],
            [1, "柳溪村", "柳溪村第一网格", "900101001001", 40, 160, "冯一", "张 三", 19900000001],
            [2, None, "柳溪村第二网格", "900101001002", 50, "２００", "冯二", "李四、王五", None],
            [3, None, "柳溪村第三网格", "900101001003", "30户", 115, "冯三", "赵六", "19900000003"],
            [None, "小计", None, None, 120, 475, None, None, None],
            [4, "龙泉村", "第一网格", "900101002001", 60, 251, "冯四", "钱七", "19900000004"],
            [5, None, "第二网格", "900101002002", 45, 180, "冯五", "钱七", "19900000004"],
            [6, None, "第三网格", "900101002003", 35, 140, "冯六", None, None],
            [None, "小计", None, None, 140, 571, None, None, None],
            [7, "龙泉社区", "第一网格", "900101003001", 80, 300, "冯七", "孙八", "19900000007"],
            [8, None, "第二网格", "900101003002", 72, "260人", "冯八", "周九", "19900000008"],
            [None, "小计", None, None, 152, 560, None, None, None],
            ["合计", None, "8个网格", None, 412, 1606, None, None, None],
            ["填表人：吴十", None, None, "审核人：", None, None, "填表日期：2024年6月30日"],
        ],
        ["A1:I1", "A2:H2", "A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:F3", "G3:H3", "I3:I4"]
        + ["B5:B7", "B8:C8", "B9:B11", "B12:C12", "B13:B14", "B15:C15"],
    ),
)

# The villages in BIFF8; 龙泉村 has no centre.
book = xlwt.Workbook(encoding="utf-8")
sheet = book.add_sheet("行政村")
sheet.write_merge(0, 0, 0, 4, f"青石镇行政村基本情况{NOTE}")
for r, row in enumerate(
    [
        ["村名", "行政区划代码", "户数", "人口", "村级综治中心"],
        ["柳溪村", "900101001", 120, 475, "柳溪村综治中心"],
        ["龙泉村", "900101002", 140, 571, "无"],
        ["龙泉社区", "900101003", 152, 560, "√"],
        ["合计", None, 412, 1606, None],
    ],
    1,
):
    for c, value in enumerate(row):
        if value is not None:
            sheet.write(r, c, value)
book.save(str(HERE / "行政村基本情况.xls"))

# Heads: 56 households linked in a grid of 50; two heads of one name with two phones; a figure that is none;
# a row said twice; 龙泉社区第二网格 has no head.
text(
    "联户长名册.csv",
    "gb18030",
    """
序号,村,所属网格,姓名,联系户数,联系电话
1,柳溪村,柳溪村第一网格,何一,20户,19900000101
2,柳溪村,柳溪村第一网格,何二,20户,19900000102
3,柳溪村,柳溪村第二网格,何三,18,19900000103
4,柳溪村,柳溪村第二网格,何四,18,19900000104
5,柳溪村,柳溪村第二网格,何五,20,19900000105
6,柳溪村,柳溪村第三网格,吕六,12,19900000106
7,柳溪村,柳溪村第三网格,吕六,10,19900000107
8,龙泉村,龙泉村第一网格,施一,２０,19900000108
9,龙泉村,龙泉村第一网格,施二,20,19900000109
10,龙泉村,龙泉村第一网格,施三,20,19900000110
11,龙泉村,龙泉村第二网格,施四,20,19900000111
12,龙泉村,龙泉村第二网格,施五,25,19900000112
13,龙泉村,龙泉村第三网格,施六,15,19900000113
14,龙泉村,龙泉村第三网格,施七,/,19900000114
15,龙泉社区,龙泉社区第一网格,孔一,20,19900000115
16,龙泉社区,龙泉社区第一网格,孔二,20,19900000116
17,龙泉社区,龙泉社区第一网格,孔三,20,19900000117
18,龙泉社区,龙泉社区第一网格,孔三,20,19900000117
19,龙泉社区,龙泉社区第一网格,孔四,20,19900000118
""",
)

# Party groups: the first joint one lies in two villages, the second also covers a grid that has its own.
xlsx(
    "党小组台账.xlsx",
    党小组=(
        [
            [f"青石镇网格党小组台账{NOTE}"],
            ["序号", "党小组名称", "组建方式", "覆盖网格", "党员人数"],
            [1, "柳溪村第一党小组", "独立组建", "柳溪村第一网格", 8],
            [2, "柳溪村第二党小组", "独立组建", "柳溪村第二网格", 9],
            [3, "龙泉村第一党小组", "独立组建", "龙泉村第一网格", 7],
            [4, "龙泉社区第一党小组", "独立组建", "龙泉社区第一网格", 12],
            [5, "柳溪龙泉联合党小组", "联合组建", "柳溪村第三网格、龙泉村第二网格", 5],
            [6, "龙泉社区联合党小组", "联合组建", "龙泉社区第一网格\n龙泉社区第二网格", 6],
            ["合计", "6个", None, None, 47],
        ],
        ["A1:E1"],
    ),
)

# Visits, first file: dates in every writing, a village by its stem (柳溪) and with 村委会, the stem 龙泉 that fits
# two places, a row said twice, two dates that are none, a grid on no list, three dates about the period's ends.
text(
    "入户走访记录.csv",
    "utf-8",
    """
走访日期,村,网格,网格员,户编号,走访类型,时长（分钟）
2024-01-01,柳溪村,柳溪村第一网格,张 三,LX1-001,日常走访,15
2024/1/5 8:30,柳溪村,第一网格,张三,LX1-002,安全检查,20
2024.2.3,柳溪村,柳溪村第一网格,张三,LX1-001,矛盾排查,约15分钟
2024年2月10日,柳溪村,柳溪村第二网格,李四,LX2-001,日常走访,30
２０２４．３．５,柳溪,第二网格,王五,LX2-002,日常走访,
20240306,柳溪村委会,第三网格,赵六,LX3-001,政策宣传,25
2024-03-08,龙泉村,龙泉村第一网格,钱七,LQC1-001,日常走访,40
2024-03-08,龙泉社区,第一网格,孙八,LQS1-001,日常走访,35
2024-03-09,龙泉,第一网格,孙八,LQS1-002,日常走访,10
2024-04-01,龙泉村,龙泉村第二网格,钱七,LQC2-001,安全检查,20
2024-04-01,龙泉村,龙泉村第二网格,钱七,LQC2-001,安全检查,20
2024年2月30日,龙泉村,龙泉村第二网格,钱七,LQC2-002,日常走访,20
不详,龙泉社区,龙泉社区第一网格,孙八,LQS1-003,日常走访,20
2024-05-05,柳溪村,柳溪村第九网格,赵六,LX9-001,日常走访,15
2023-12-31,柳溪村,柳溪村第一网格,张三,LX1-003,日常走访,15
2024-07-01,龙泉社区,龙泉社区第一网格,孙八,LQS1-001,日常走访,15
2024-06-30,龙泉社区,龙泉社区第一网格,孙八,LQS1-001,帮扶慰问,45
""",
    bom=b"\xef\xbb\xbf",
)

# Second file: other headings, a row said twice but for its number, a grid by its code, quotes and a line
# break in a cell.
text(
    "入户走访记录（6月）.csv",
    "utf-8",
    """
序号,走访时间,村名,所属网格,走访人,户号,走访事项,用时（分钟）
1,2024-06-01,龙泉村,龙泉村第一网格,钱七,LQC1-001,回访,15
2,2024-06-02,龙泉村,龙泉村第一网格,钱七,LQC1-002,日常走访,20
3,2024-06-02,龙泉村,龙泉村第一网格,钱七,LQC1-002,日常走访,20
4,2024-06-05,龙泉社区,900101003002,周九,LQS2-001,政策宣传,30
5,2024-06-08,龙泉村,第二网格,钱七,LQC2-003,"慰问,""送医""，
换药",15
6,2024-12-01,龙泉村,第三网格,钱七,LQC3-001,日常走访,15
""",
)

# Cases: one received before the period, one at a grid on no list.
xlsx(
    "矛盾纠纷台账.xlsx",
    台账=(
        [
            [f"青石镇矛盾纠纷和群众诉求办理台账{NOTE}"],
            ["编号", "受理日期", "村", "网格", "类别", "办理期限", "办结日期", "办理状态", "满意度"],
            ["A01", date(2024, 1, 10), "柳溪村", "柳溪村第一网格", "邻里纠纷", date(2024, 1, 25), date(2024, 1, 20), "已办结", "满意"],
            ["A02", date(2024, 2, 1), "柳溪村", "柳溪村第一网格", "土地纠纷", date(2024, 2, 16), date(2024, 2, 20), "已办结", "基本满意"],
            ["A03", "2024年3月1日", "龙泉村", "龙泉村第一网格", "邻里纠纷", "2024年3月16日", None, "办理中", None],
            ["A04", date(2024, 6, 20), "龙泉村", "第二网格", "婚姻家庭", date(2024, 7, 5), None, "正在办理", None],
            ["A05", date(2024, 6, 15), "龙泉社区", "第一网格", "民生诉求", date(2024, 6, 30), date(2024, 6, 30), "办结", "满意"],
            ["A06", date(2024, 4, 1), "龙泉社区", "龙泉社区第二网格", "环境卫生", date(2024, 4, 16), None, "转办", None],
            ["A07", date(2023, 11, 11), "柳溪村", "柳溪村第二网格", "邻里纠纷", date(2023, 11, 26), date(2023, 11, 20), "已办结", "满意"],
            ["A08", date(2024, 5, 5), "柳溪村", "柳溪村第八网格", "邻里纠纷", date(2024, 5, 20), None, "办理中", None],
        ],
        ["A1:I1"],
    ),
)


def roster(body, members):
    return (
        [[f"青石镇{body}名册{NOTE}"], ["序号", "姓名", "所在村"]]
        + [[i, name, village] for i, (name, village) in enumerate(members, 1)],
        ["A1:C1"],
    )


xlsx(
    "代表委员名册.xlsx",
    党代表=roster("党代表", [("白一", "柳溪村"), ("白二", "龙泉村"), ("白三", "龙泉社区")]),
    人大代表=roster("人大代表", [("许一", "柳溪村"), ("许二", "龙泉村"), ("许三", "龙泉村"), ("许四", "龙泉社区")]),
    政协委员=roster("政协委员", [("严一", "柳溪村"), ("严二", "龙泉社区")]),
)

# The duty log of all three bodies in one table: amounts with 余, 约, in full width and in Chinese numerals,
# one in another unit (户), a name with a blank, a person on no roster, a date after the period.
text(
    "代表委员履职登记.csv",
    "utf-16-le",
    """
日期,身份,姓名,履职形式,数量
2024-01-02,党代表,白 一,走访选民,12人次
2024-02-02,党代表,白一,走访选民,10余人次
2024-02-20,党代表,白二,接待选民,３人次
2024-03-03,党代表,白二,走访选民,约20人次
2024-03-04,党代表,白二,走访选民,5户
2024-01-15,人大代表,许一,走访选民,30人次
2024-02-15,人大代表,许二,走访代表,4人次
2024-03-15,人大代表,许一,小组活动,1次
2024-04-15,人大代表,许三,小组活动,2次
2024-05-15,人大代表,许二,接待选民,十二人次
2024-05-16,人大代表,许九,走访选民,2人次
2024-03-20,政协委员,严一,主题宣讲,1期
2024-04-20,政协委员,严一,主题宣讲,1期
2024-05-20,政协委员,严二,技能培训,45人次
2024-07-02,政协委员,严二,技能培训,50人次
""",
    bom=b"\xff\xfe",
)

# Matters in ODS: one raised before the period.
ods(
    "意见建议办理台账.ods",
    "台账",
    [
        [f"青石镇代表委员意见建议（问题、纠纷）办理台账{NOTE}"],
        ["编号", "类型", "代表类别", "代表姓名", "提出日期", "内容", "承办单位", "办理结果", "办结日期", "满意度"],
        ["W1", "问题", "党代表", "白一", date(2024, 1, 8), "道路", "水务站", "A类（已解决）", date(2024, 2, 8), "满意"],
        ["W2", "问题", "党代表", "白一", date(2024, 2, 8), "饮水", "水务站", "已解决", date(2024, 3, 1), "基本满意"],
        ["W3", "问题", "党代表", "白一", date(2024, 3, 8), "环境", "综治中心", "转相关部门", None, None],
        ["W4", "问题", "党代表", "白二", date(2024, 4, 8), "产业", "党建办", "办理中", None, None],
        ["J1", "建议", "人大代表", "许一", date(2024, 1, 9), "教育", "党建办", "已解决", date(2024, 4, 9), "满意"],
        ["J2", "建议", "人大代表", "许一", date(2024, 2, 9), "医疗", "党建办", "正在解决", None, None],
        ["J3", "建议", "人大代表", "许四", date(2024, 6, 1), "道路", "综治中心", "已解决", date(2024, 6, 20), "不满意"],
        ["J4", "建议", "人大代表", "许四", date(2023, 12, 30), "饮水", "水务站", "已解决", date(2024, 1, 20), "满意"],
        ["Y1", "意见", "政协委员", "严一", date(2024, 3, 1), "环境", "综治中心", "已解决", date(2024, 3, 20), "满意"],
        ["Y2", "意见", "政协委员", "严二", date(2024, 3, 2), "产业", "党建办", "转办", None, None],
        ["F1", "纠纷", "政协委员", "严一", date(2024, 4, 1), "邻里", "司法所", "已解决", date(2024, 4, 20), "满意"],
        ["F2", "纠纷", "政协委员", "严一", date(2024, 5, 1), "土地", "司法所", "已解决", date(2024, 5, 20), "满意"],
    ],
)

# Law publicity in ODS: one lecture before the period (the only one in a 工厂), figures with 约 and without one.
ods(
    "普法宣传台账.ods",
    "普法",
    [
        [f"青石镇普法宣传台账{NOTE}"],
        ["日期", "形式", "进入场所", "宣讲内容", "村", "参加人数", "发放资料（份）"],
        [date(2024, 1, 15), "宣讲", "机关", "民法典", "柳溪村", 30, 100],
        ["2024年2月20日", "宣讲", "农村", "民法典", "龙泉村", 60, "约120份"],
        [date(2024, 3, 10), "宣讲", "学校", "道路交通安全法", "龙泉社区", 200, "—"],
        [date(2024, 4, 12), "培训", "农村", "民法典", "龙泉村", 45, 50],
        [date(2023, 11, 1), "宣讲", "工厂", "民法典", "柳溪村", 40, 80],
        [date(2024, 5, 20), "宣讲", "企业", "农村土地承包法", "龙泉社区", 25, 30],
    ],
)

# Volunteers: a team of the township itself, a total; one activity before the period, one on no date.
xlsx(
    "志愿服务.xlsx",
    队伍=(
        [
            [f"青石镇志愿服务队伍{NOTE}"],
            ["队伍名称", "所在村", "志愿者人数"],
            ["青石镇志愿服务总队", None, 20],
            ["柳溪村志愿服务队", "柳溪村", 12],
            ["龙泉村志愿服务队", "龙泉村", "15人"],
            ["龙泉社区志愿服务队", "龙泉社区", 10],
            ["合计", None, 57],
        ],
        ["A1:C1"],
    ),
    活动=(
        [
            [f"青石镇志愿服务活动{NOTE}"],
            ["活动日期", "服务队伍", "活动主题", "参与人数"],
            [date(2024, 3, 5), "柳溪村志愿服务队", "环境整治", 12],
            [date(2024, 3, 12), "龙泉村志愿服务队", "植树", "30余人"],
            [date(2024, 5, 4), "青石镇志愿服务总队", "敬老助残", 20],
            [date(2023, 12, 5), "龙泉社区志愿服务队", "政策宣讲", 10],
            ["2024.13.5", "龙泉社区志愿服务队", "环境整治", 8],
        ],
        ["A1:D1"],
    ),
)

# Self-governance: villages by the names of their committees; 龙泉村 without rules, 龙泉社区 without one council.
xlsx(
    "村民自治情况.xlsx",
    自治=(
        [
            [f"青石镇村民自治组织和村规民约情况{NOTE}"],
            ["村", "村规民约修订日期", "道德评议会", "村民议事会", "红白理事会", "其他组织数", "四议两公开次数"],
            ["柳溪村", "2023年5月1日", "√", "√", "√", 1, 4],
            ["龙泉村民委员会", "否", "有", "有", "有", 0, 2],
            ["龙泉社区居委会", date(2024, 2, 1), "✓", "1", "×", 0, 3],
        ],
        ["A1:G1"],
    ),
)

# Cadres as an HTML table: one never trained, one without a figure, a village by its stem.
(HERE / "村干部培训情况.xls").write_bytes(
    (
        "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><head><meta charset='gb2312'></head><body>"
        f"<table border=1><caption>青石镇村干部轮训情况{NOTE}</caption>"
        "<tr><th>姓名</th><th>村</th><th>职务</th><th>参训次数</th></tr>\n"
        + "".join(
            "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n"
            for row in [
                ["秦一", "柳溪村", "村党组织书记", "2"],
                ["秦二", "柳溪", "会计", "3次"],
                ["秦三", "龙泉村", "村党组织书记", "1"],
                ["秦四", "龙泉村", "委员", "0"],
                ["秦五", "龙泉社区", "党组织书记", "1"],
                ["秦六", "龙泉社区", "委员", "—"],
            ]
        )
        + "</table></body></html>"
    ).encode("gb18030")
)


def duty_list(name, items):
    return (
        [[f"青石镇基层治理{name}{NOTE}"], ["序号", "事项", "责任领导", "责任站所", "完成时限", "完成日期"]]
        + [[i, *item] for i, item in enumerate(items, 1)],
        ["A1:F1"],
    )


# The three lists: one item without an office, two not done.
xlsx(
    "三张清单.xlsx",
    任务清单=duty_list(
        "任务清单",
        [
            ["排查防汛点位", "华一", "综治中心", date(2024, 4, 28), date(2024, 4, 20)],
            ["更新网格公示牌", "华二", "党建办", date(2024, 5, 28), None],
        ],
    ),
    责任清单=duty_list("责任清单", [["走访独居老人", "华一", None, date(2024, 3, 28), date(2024, 4, 2)]]),
    问题清单=duty_list(
        "问题清单",
        [
            ["整治村口积水", "华三", "水务站", date(2024, 6, 28), None],
            ["补装路灯", "华三", "农业服务中心", date(2024, 2, 28), "2024年2月27日"],
        ],
    ),
)

# Stations: six ledgers are enough, no box is not.
xlsx(
    "代表联络站室.xlsx",
    站室=(
        [
            [f"青石镇代表委员联络站室建设情况{NOTE}"],
            ["名称", "类别", "所在村", "意见箱", "五簿（本）", "八有（项）"],
            ["青石镇人大代表工作站", "人大代表工作站", "柳溪村", "√", 5, 8],
            ["龙泉村人大代表联络室", "人大代表联络室", "龙泉村", "有", 6, 8],
            ["龙泉社区政协委员联络室", "政协委员联络室", "龙泉社区", "×", 5, 8],
        ],
        ["A1:F1"],
    ),
)

# Lecturers (one said twice) and models, without titles.
xlsx(
    "普法宣讲员和先进典型.xlsx",
    宣讲员=[["姓名", "村"], ["魏一", "柳溪村"], ["魏二", "龙泉村"], ["魏二", "龙泉村"], ["魏三", "龙泉社区"]],
    先进典型=[["姓名", "村", "称号"], ["姜一", "柳溪村", "产业示范户"], ["姜二", "龙泉社区", "乡风文明模范"]],
)
