"""Tables of Word files."""

from qms_desktop.models.catalogue import KINDS
from qms_desktop.sheets import read_table, rows_to_records

RISK = KINDS["risk"]


def cell(text, props=""):
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("\n"))
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{paragraphs}</w:tc>"


def row(*cells, props=""):
    return f"<w:tr>{props}{''.join(c if c.startswith('<') else cell(c) for c in cells)}</w:tr>"


def tables(path):
    return [sheet.rows for sheet in read_table(path)]


def test_cells_lines_and_merged_columns(word):
    wide = cell("ПАСПОРТ", '<w:gridSpan w:val="2"/>')
    lines = row("бир\nэки")
    body = f"<w:tbl>{row(wide)}{row('а', 'б')}</w:tbl><w:p/><w:tbl>{lines}</w:tbl>"
    assert tables(word(body)) == [[["ПАСПОРТ"], ["а", "б"]], [["бир\nэки"]]]


def test_what_was_deleted_under_review_is_not_read(word):
    deleted = "<w:tc><w:p><w:r><w:t>калды</w:t></w:r><w:del><w:r><w:delText>кетти</w:delText></w:r></w:del></w:p></w:tc>"
    body = f"<w:tbl>{row(deleted)}{row('кетти', props='<w:trPr><w:del/></w:trPr>')}</w:tbl>"
    assert tables(word(body)) == [[["калды"]]]


def test_a_table_inside_a_cell_is_a_table_of_its_own(word):
    inner = f"<w:tc><w:p><w:r><w:t>сырт</w:t></w:r></w:p><w:tbl>{row('ич')}</w:tbl></w:tc>"
    assert tables(word(f"<w:tbl>{row(inner)}</w:tbl>")) == [[["сырт"]], [["ич"]]]


def test_measures_beside_one_risk_are_its_list(word, jasu):
    """Name and number merged over three rows, a measure in each: one risk with three measures."""
    begun, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = "<w:tbl>" + row("№", "Тобокелдик", "Жеңилдетүү чаралары", "Мөөнөтү")
    body += row(cell("1", begun), cell("А", begun), "бир", cell("жыл сайын", begun))
    body += row(cell("", goes_on), cell("", goes_on), "эки", cell("", goes_on))
    body += row(cell("", goes_on), cell("", goes_on), "үч", cell("", goes_on))
    body += row("2", "Б", "төрт", "") + "</w:tbl>"
    records, problems = rows_to_records(RISK, read_table(word(body)), jasu)
    assert [record.values for record in records] == [
        {"title": "А", "measures": [{"text": "бир"}, {"text": "эки"}, {"text": "үч"}], "deadline": "жыл сайын"},
        {"title": "Б", "measures": [{"text": "төрт"}]},
    ]
    assert not problems


def test_a_category_merged_over_several_risks_is_the_category_of_each(word, jasu):
    body = "<w:tbl>" + row("Тобокелдик категориясы", "Тобокелдиктин аталышы", "Ыктымалдуулук (1-5)")
    body += row(cell("Каржылык", '<w:vMerge w:val="restart"/>'), "А", "3") + row(cell("", "<w:vMerge/>"), "Б", "9") + "</w:tbl>"
    records, problems = rows_to_records(RISK, read_table(word(body)), jasu)
    assert [record.values.get("category") for record in records] == ["financial", "financial"]
    assert [(p.row, p.column) for p in problems] == [(3, "3 «Ыктымалдуулук (1-5)»")]
