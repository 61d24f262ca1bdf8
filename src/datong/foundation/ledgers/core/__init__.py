"""What a ledger is and how it is read, without a database (台账的声明与读取).

Workbooks come from outside: `reader` has them taken apart in a child process and returns plain columns;
`headings` and `body` tell heading, data and signature apart. Nothing is imported here: the child starts
from this folder and must start fast.
"""
