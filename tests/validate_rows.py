"""Checks rows of JSON output, one a line on standard input, against a JSON Schema.

usage: validate_rows.py SCHEMA < rows.jsonl     prints what is wrong; exit 1 if anything is
"""
import json
import sys

import jsonschema


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    wrong = rows = 0
    for number, line in enumerate(sys.stdin, 1):
        rows += 1
        for error in validator.iter_errors(json.loads(line)):
            details = error.context or [error]
            worst = jsonschema.exceptions.best_match(details)
            print(f"row {number}: {list(worst.absolute_path)}: {worst.message[:300]}")
            wrong += 1
    print(f"{rows} rows")
    return 1 if wrong or not rows else 0


if __name__ == "__main__":
    sys.exit(main())
