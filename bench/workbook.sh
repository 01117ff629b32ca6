#!/bin/bash
# Reading a large workbook of facts, beside what LibreOffice takes to turn the same file into CSV.
#   bench/workbook.sh [APPLICANTS [BUILD]]     100000 and build/; three patents an applicant
# Needs the packages of packages.txt and packages-long.txt, and GNU time.
set -euo pipefail
cd "$(dirname "$0")/.."
applicants=${1:-100000}
build=${2:-build}
cmake --build "$build" --parallel 2 --target zhidui read_workbook_bench >/dev/null
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What GNU time wrote: seconds and KiB.
measured() { /usr/bin/time --format='%e %M' --output="$work/$1.time" "${@:2}"; }
row() { read -r seconds kib < "$work/$1.time" && printf '%-28s %8.2f s, peak %d MiB\n' "$2" "$seconds" $((kib / 1024)); }

python3 bench/city_facts.py "$applicants" > "$work/facts.json"
measured template "$build/bin/zhidui" template policies/jincheng-2023.md --facts "$work/facts.json" --output "$work/facts.xlsx"
rm "$work/facts.json"
printf '%-28s %d and %d patents\n' applicants "$applicants" $((applicants * 3))
printf '%-28s %d bytes\n' 'XLSX' "$(stat --format=%s "$work/facts.xlsx")"
row template 'JSON to XLSX (template)'
measured ours "$build/bin/read_workbook_bench" "$work/facts.xlsx"
row ours 'XLSX to facts, whole process'
# -1: each sheet as a file of its own. Without it only the first sheet is converted.
measured office soffice --headless "-env:UserInstallation=file://$work/profile" --outdir "$work/csv" \
  --convert-to 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1' "$work/facts.xlsx" >/dev/null 2>&1
row office 'XLSX to CSV, LibreOffice'
printf '%-28s %d\n' 'rows LibreOffice wrote' "$(cat "$work"/csv/*.csv | wc -l)"
read -r our_seconds our_kib < "$work/ours.time"
read -r office_seconds office_kib < "$work/office.time"
awk -v a="$our_seconds" -v b="$office_seconds" -v c="$our_kib" -v d="$office_kib" \
  'BEGIN { printf "%-28s %.2f of the time, %.2f of the memory\n", "we take, of LibreOffice", a / b, c / d }'
