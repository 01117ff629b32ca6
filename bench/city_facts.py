#!/usr/bin/python3
"""An invented city as a fact base: city_facts.py APPLICANTS > facts.json. Three patents an applicant; the same number gives the same bytes."""

import json
import sys

PATENTS_EACH = 3
PLACES = ["140502", "140521", "140522", "140524", "140525", "140581"]
INDUSTRIES = ["B", "C", "D", "L", "O", "P"]
KINDS = ["发明", "实用新型", "外观设计"]
ROUTES = ["国内申请", "专利合作条约途径"]


def mixed(n):
    """Spreads neighbours apart, without a generator that could differ from one version to the next."""
    return (n * 2654435761 + 97) % (1 << 32)


def said(value, source, on):
    return {"value": value, "source": source, "on": on}


def subject(n):
    m = mixed(n)
    register = lambda value: said(value, "登记机关", "2025-03-02")
    return {
        "id": f"E{n:06}", "主体名称": register(f"虚构{m % 9973}号第{n}有限公司"), "统一社会信用代码": register(f"9114{m % 10**6:06}{n:08}"),
        "主体类别": register("企业"), "登记地": register(PLACES[m % len(PLACES)]), "行业": register(INDUSTRIES[m // 7 % len(INDUSTRIES)]),
        "从业人员": register(m % 2000), "营业收入": register(m % 10**7 * 100), "资产总额": register(f"{m % 10**8}.{m % 100:02}"),
    }


def patent(n, applicants):
    m = mixed(n)
    office = lambda value: said(value, "授权机关", "2025-03-01")
    owners = [n // PATENTS_EACH] + ([m % applicants] if m % 5 == 0 else [])
    return {
        "id": f"ZL{n:07}", "专利号": office(f"ZL2023{m % 10**8:08}.{n % 10}"), "类别": office(KINDS[m % 3]), "授权机关": office("CN"),
        "申请途径": office(ROUTES[m % 2]), "授权日": office(f"{2020 + m % 5}-{m % 12 + 1:02}-{m % 28 + 1:02}"),
        "专利权人": office(list(dict.fromkeys(f"E{owner:06}" for owner in owners))),
    }


def write_list(entries):
    for i, entry in enumerate(entries):
        sys.stdout.write(",\n" if i else "\n")
        sys.stdout.write(json.dumps(entry, ensure_ascii=False, separators=(",", ":")))


def main():
    applicants = int(sys.argv[1])
    sys.stdout.write('{"format": "zhidui-facts/1", "records": {"主体": [')
    write_list(subject(n) for n in range(applicants))
    sys.stdout.write('], "专利": [')
    write_list(patent(n, applicants) for n in range(applicants * PATENTS_EACH))
    sys.stdout.write("]}}\n")


if __name__ == "__main__":
    main()
