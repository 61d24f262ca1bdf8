"""Why the columns of this house that name somebody are kept."""

BASIS = "最低生活保障审核审批办法(试行) 民发〔2012〕220号 arts 12-29; 最低生活保障审核确认办法 民发〔2021〕57号 arts 9-24"
RETENTION = "while the case is open and in pay, then as the county's archive rules say; five years at least"
