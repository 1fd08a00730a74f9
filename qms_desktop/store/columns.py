"""Types of columns that mean the same on both databases: whole numbers up to 2^53, texts compared byte by byte."""

from sqlalchemy import BigInteger, Integer, LargeBinary, Text

Number = Integer().with_variant(BigInteger(), "postgresql")
Letters = Text().with_variant(Text(collation="C"), "postgresql")
Bytes = LargeBinary()
