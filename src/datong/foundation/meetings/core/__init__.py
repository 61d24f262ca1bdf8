"""The rule of a meeting and its arithmetic (会议规则与计算): decidable without a database."""
