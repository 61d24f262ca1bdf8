"""Silver age 银龄守护: volunteers paired with elders, and every visit.

It refuses rankings that shame, and to show an elder's needs beyond those who help.
"""
