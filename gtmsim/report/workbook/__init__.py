"""`report.xlsx`: the numbers of a run or a comparison as finance opens them."""

from gtmsim.report.workbook.sheets import workbook as workbook
