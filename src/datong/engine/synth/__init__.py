"""A synthetic county or nation (合成县、合成全国): households, registers that name them, and the truth about both.

`writing.generate` makes the files; `docs/synthetic.md` describes them. Everything is made of seeded chance and of
published frequencies; nobody in it exists. Knows no programme: the words of the household document come in as `Codes`.

A block of 10,000 households is drawn as a whole from (seed, number of the block), so a household is the same whatever
the number of households asked for and however many processes draw them. Ten blocks are a county.
"""
