// Workbook, pages and PDF: they say what the JSON says, nothing in them is taken for markup or formulas, and the same content
// gives the same bytes. ZHIDUI_UPDATE=1 writes the golden pages anew.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "base/json.h"
#include "base/must.h"
#include "report/answer_words.h"
#include "report/examples.h"
#include "report/html.h"
#include "report/pdf.h"
#include "report/workbook.h"
#include "spreadsheet/package.h"

using namespace zhidui;
using namespace zhidui::report;
using base::JsonValue;

namespace {

namespace fs = std::filesystem;

View view_of(const Loaded& loaded) { return {loaded.policy, loaded.facts, loaded.scope}; }

std::vector<outcome::Answer> answers_of(const Loaded& loaded, const std::vector<std::string>& only = {}) {
  std::vector<outcome::Answer> out;
  for (std::uint32_t subject : engine::applicants(loaded.policy.program, loaded.facts)) {
    const bool asked = only.empty() || std::find(only.begin(), only.end(), loaded.facts.record(subject).id) != only.end();
    if (asked) out.push_back(engine::assess(loaded.policy, loaded.facts, loaded.scope, subject));
  }
  return out;
}

std::vector<Loaded> all_examples() {
  std::vector<Loaded> out = examples();
  out.push_back(load_example("/policies/jincheng-2023.md", "/examples/jincheng/facts.json", "2025-03-10"));
  return out;
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
  return text;
}

std::string unescaped(std::string text) {
  for (const auto& [from, to] :
       std::vector<std::pair<std::string, std::string>>{{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}})
    text = replaced(text, from, to);
  return text;
}

// ---- HTML ----

// Empty if every element is closed in its order, else what is wrong.
std::string unbalanced(const std::string& html) {
  std::vector<std::string> open;
  for (std::size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
    const std::size_t end = html.find('>', at);
    if (end == std::string::npos) return "not closed: " + html.substr(at, 40);
    const bool closes = html[at + 1] == '/';
    const std::size_t begin = at + (closes ? 2 : 1);
    const std::string name = html.substr(begin, html.find_first_of(" >", begin) - begin);
    if (name == "!DOCTYPE" || name == "meta") continue;
    if (!closes) {
      open.push_back(name);
    } else if (open.empty() || open.back() != name) {
      return "</" + name + "> closes " + (open.empty() ? "nothing" : open.back());
    } else {
      open.pop_back();
    }
  }
  return open.empty() ? "" : "never closed: " + open.back();
}

// Every heading is at most one level below the one before it.
bool headings_in_order(const std::string& html) {
  char last = '0';
  for (std::size_t at = html.find("<h"); at != std::string::npos; at = html.find("<h", at + 1)) {
    const char level = html[at + 2];
    if (level < '1' || level > '6') continue;
    if (level > last + 1) return false;
    last = level;
  }
  return last != '0';
}

void check_page(const std::string& html, Language language) {
  CHECK(unbalanced(html) == "");
  CHECK(headings_in_order(html));
  CHECK(html.starts_with(language == Language::zh ? "<!DOCTYPE html>\n<html lang=\"zh-CN\">" : "<!DOCTYPE html>\n<html lang=\"en\">"));
  CHECK(holds(html, "<meta charset=\"utf-8\">"));
  CHECK(holds(html, "@page { size: A4;"));
  for (const char* outside : {"http:", "https:", "<script", "<link", "<img", "url("}) CHECK_MESSAGE(!holds(html, outside), outside);
}

// "1.50" of yuan as every page writes it: 1.50 元.
std::string yuan(const JsonValue& bound) {
  const auto amount = base::Rational::parse_decimal(*bound.as_string());
  REQUIRE(amount);
  return base::yuan_text(base::must(amount) * 100);
}

// ---- the workbook ----

using Cells = std::map<std::string, std::string>;  // by column
std::vector<Cells> rows_of(const std::string& xml) {
  std::vector<Cells> rows;
  for (std::size_t row = xml.find("<row "); row != std::string::npos; row = xml.find("<row ", row + 1)) {
    const std::string part = xml.substr(row, xml.find("</row>", row) - row);
    Cells& cells = rows.emplace_back();
    for (std::size_t at = part.find("<c r=\""); at != std::string::npos; at = part.find("<c r=\"", at + 1)) {
      const std::string cell = part.substr(at, part.find("<c r=\"", at + 1) - at);
      std::string name = cell.substr(6, cell.find('"', 6) - 6);
      name.erase(name.find_first_of("0123456789"));
      const bool text = holds(cell, "t=\"inlineStr\"");
      const std::size_t begin = text ? cell.find('>', cell.find("<t")) + 1 : cell.find("<v>") + 3;
      const bool empty = !text && !holds(cell, "<v>");
      cells[name] = empty ? "" : unescaped(cell.substr(begin, cell.find(text ? "</t>" : "</v>", begin) - begin));
    }
  }
  return rows;
}

struct Book {
  std::string bytes;
  std::vector<Cells> summary, awards;
};

Book book_of(const Loaded& loaded, const std::vector<outcome::Answer>& answers, Language language) {
  const fs::path folder = fs::temp_directory_path() / ("zhidui-outputs-" + std::to_string(getpid()));
  fs::create_directories(folder);
  const std::string path = (folder / "answers.xlsx").string();
  const View view = view_of(loaded);
  auto book = WorkbookReport::create(path, view, language);
  REQUIRE(book.ok());
  for (const outcome::Answer& answer : answers) book->add(answer, explain_all(view, answer));
  CHECK(!book->finish(answers));
  Book out;
  out.bytes = read_file(path);
  auto package = spreadsheet::Package::open(path);
  REQUIRE(package.ok());
  out.summary = rows_of(*package->part("xl/worksheets/sheet1.xml"));
  out.awards = rows_of(*package->part("xl/worksheets/sheet2.xml"));
  fs::remove_all(folder);
  return out;
}

// A number of the JSON as a cell of the workbook holds it: "30000.00" → 30000.
std::string as_cell(const JsonValue& bound) {
  if (!bound.as_string()) return "上限未定";
  return base::must(base::Rational::parse_decimal(*bound.as_string())).to_decimal_string();
}

const JsonValue& at(const JsonValue& value, const std::vector<const char*>& path) {
  const JsonValue* here = &value;
  for (const char* name : path) {
    here = here->find(name);
    REQUIRE_MESSAGE(here != nullptr, name);
  }
  return *here;
}

}  // namespace

TEST_CASE("the workbook holds the sums and statuses of the JSON, for every applicant of the examples") {
  for (const Loaded& loaded : all_examples()) {
    const std::vector<outcome::Answer> answers = answers_of(loaded);
    const Book book = book_of(loaded, answers, Language::zh);
    const View view = view_of(loaded);
    std::size_t row = 1;  // below the head
    for (const outcome::Answer& answer : answers) {
      const JsonValue told = json(view, answer);
      for (std::size_t i = 0; i < answer.awards.size(); ++i) {
        if (answer.awards[i].claim.key.unit_kind == outcome::UnitKind::none) continue;
        const JsonValue& award = (*told.find("awards")->as_array())[i];
        REQUIRE(row < book.awards.size());
        const Cells& cells = book.awards[row++];
        CHECK(cells.at("A") == answer.subject);
        CHECK(cells.at("O") == answer.awards[i].claim.key.to_string());
        CHECK(told.find("receipt")->as_string()->starts_with(cells.at("P")));
        CHECK(cells.at("P").size() == 8);
        CHECK(cells.at("G") == *at(award, {"status", "zh"}).as_string());
        CHECK(cells.at("M") == *at(award, {"reason", "zh"}).as_string());
        const bool stated = answer.awards[i].status != outcome::Status::gap || !answer.awards[i].payable.money.interval.single();
        if (!stated) continue;
        CHECK(cells.at("K") == as_cell(at(award, {"payable", "yuan", "min"})));
        CHECK(cells.at("L") == as_cell(at(award, {"payable", "yuan", "max"})));
      }
    }
    CHECK(row == book.awards.size());
    const JsonValue over_all = summary_json(view, answers);
    const base::JsonArray& subjects = *over_all.find("subjects")->as_array();
    REQUIRE(book.summary.size() == subjects.size() + 2);
    for (std::size_t i = 0; i < subjects.size(); ++i) {
      CHECK(book.summary[i + 1].at("A") == *subjects[i].find("subject")->as_string());
      CHECK(book.summary[i + 1].at("C") == as_cell(at(subjects[i], {"tally", "yuan", "min"})));
      CHECK(book.summary[i + 1].at("D") == as_cell(at(subjects[i], {"tally", "yuan", "max"})));
    }
    CHECK(book.summary.back().at("C") == as_cell(at(over_all, {"all", "yuan", "min"})));
    CHECK(book.summary.back().at("D") == as_cell(at(over_all, {"all", "yuan", "max"})));
  }
}

TEST_CASE("pages hold the sums, statuses and clauses of the JSON, for every applicant of the examples") {
  for (const Loaded& loaded : all_examples()) {
    const View view = view_of(loaded);
    for (const outcome::Answer& answer : answers_of(loaded)) {
      const std::vector<Explanation> awards = explain_all(view, answer);
      const std::string html = applicant_html(view, answer, awards, Language::zh);
      const std::string officer = case_html(view, answer, awards, Language::zh);
      check_page(html, Language::zh);
      check_page(officer, Language::zh);
      const JsonValue told = json(view, answer);
      const std::string page = unescaped(html), case_page = unescaped(officer);
      for (std::size_t i = 0; i < awards.size(); ++i) {
        const JsonValue& award = (*told.find("awards")->as_array())[i];
        const Section section = section_of(awards[i]);
        const bool card = section == Section::due || section == Section::open || section == Section::settled || section == Section::not_due;
        if (!card) continue;
        // Title, sum and status stand together.
        const std::string title = awards[i].measure.zh + (awards[i].unit.empty() ? "" : " · " + awards[i].unit.zh);
        const std::string sum = title + "</h3>\n<p class=\"sum\">" + awards[i].sum.zh + " <span class=\"status ";
        const std::size_t head = page.find(sum);
        REQUIRE_MESSAGE(head != std::string::npos, sum);
        CHECK(page.substr(page.find('>', head + sum.size()) + 1).starts_with(*at(award, {"status", "zh"}).as_string() + "</span>"));
        CHECK(holds(page, *at(award, {"reason", "zh"}).as_string()));
        const JsonValue& min = at(award, {"payable", "yuan", "min"});
        const bool single = awards[i].award->payable.money.single();
        if (single && awards[i].award->status != outcome::Status::gap) CHECK(awards[i].sum.zh == yuan(min) + " 元");
        for (const JsonValue& clause : *award.find("clauses")->as_array())
          CHECK(holds(case_page, "「" + *clause.find("quotation")->as_string() + "」"));
      }
      CHECK(holds(html, answer.receipt));
    }
  }
}

TEST_CASE("names that would be markup, formulas or turn the line are text") {
  const Loaded loaded = load_example("/policies/jincheng-2023.md", "/examples/jincheng/facts.json", "2025-03-10", [](std::string bytes) {
    return replaced(std::move(bytes), "云锦光电有限公司", "=1+1<script>alert('x')</script>\\u202E&amp;");
  });
  const std::vector<outcome::Answer> answers = answers_of(loaded, {"E01"});
  REQUIRE(answers.size() == 1);
  const View view = view_of(loaded);
  const std::vector<Explanation> awards = explain_all(view, answers[0]);
  const std::vector<ApplicantFiles> files{{"E01 \"<&.html", "", "", ""}};
  for (const std::string& html : {applicant_html(view, answers[0], awards, Language::zh), case_html(view, answers[0], awards, Language::en),
                                  index_html(view, answers, files, {}, Language::zh)}) {
    CHECK(unbalanced(html) == "");
    CHECK(!holds(html, "<script"));
    CHECK(!holds(html, "\u202E"));
    CHECK(holds(html, "=1+1&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;⟨U+202E⟩&amp;amp;"));
  }
  CHECK(holds(index_html(view, answers, files, {}, Language::zh), "href=\"E01%20%22%3C%26.html\""));
  const Book book = book_of(loaded, answers, Language::zh);
  CHECK(book.awards[1].at("B") == "=1+1<script>alert('x')</script>⟨U+202E⟩&amp;");
}

TEST_CASE("the same answers give the same bytes, in both languages") {
  const Loaded loaded = load_example("/policies/jincheng-2023.md", "/examples/jincheng/facts.json", "2025-03-10");
  const View view = view_of(loaded);
  const std::vector<outcome::Answer> answers = answers_of(loaded, {"E01", "E14", "E33"});
  for (const Language language : {Language::zh, Language::en}) {
    CHECK(book_of(loaded, answers, language).bytes == book_of(loaded, answers, language).bytes);
    for (const outcome::Answer& answer : answers) {
      const std::vector<Explanation> awards = explain_all(view, answer);
      check_page(applicant_html(view, answer, awards, language), language);
      const auto once = applicant_pdf(view, answer, awards, language), again = applicant_pdf(view, answer, awards, language);
      REQUIRE(once.ok());
      CHECK(*once == *again);
      CHECK(once->starts_with("%PDF-"));
      CHECK(holds(*once, "/Type /Page"));
    }
  }
  const Book english = book_of(loaded, answers, Language::en);
  CHECK(english.awards[0].at("K") == "Payable (least)");
}

TEST_CASE("pages are as the golden files have them") {
  const Loaded gap = load_example("/tests/policies/gap.md", "/tests/golden/command/gap.json", "2024-12-02");
  const Loaded conflict = load_example("/tests/policies/conflict.md", "/tests/golden/command/conflict.json", "2024-12-02");
  std::map<std::string, std::string> pages;
  for (const auto& [name, loaded] : {std::pair<std::string, const Loaded*>{"gap", &gap}, {"conflict", &conflict}}) {
    const View view = view_of(*loaded);
    const outcome::Answer answer = answers_of(*loaded).front();
    const std::vector<Explanation> awards = explain_all(view, answer);
    pages[name + ".zh.html"] = applicant_html(view, answer, awards, Language::zh);
    pages[name + ".en.html"] = applicant_html(view, answer, awards, Language::en);
    pages[name + ".case.zh.html"] = case_html(view, answer, awards, Language::zh);
  }
  for (const auto& [name, page] : pages) {
    const fs::path path = fs::path(ZHIDUI_ROOT) / "tests/golden/report" / name;
    // The head with its style is the same everywhere; receipts change with every word of the vocabulary.
    std::string body = page.substr(page.find("<body"));
    for (std::size_t i = 0; i + 64 <= body.size(); ++i) {
      const bool hash = std::all_of(body.begin() + static_cast<std::ptrdiff_t>(i), body.begin() + static_cast<std::ptrdiff_t>(i) + 64,
                                    [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
      if (!hash) continue;
      body = replaced(replaced(body, body.substr(i, 64), "hash"), body.substr(i, 8), "········");
    }
    if (std::getenv("ZHIDUI_UPDATE")) std::ofstream(path, std::ios::binary) << body;
    CHECK_MESSAGE(body == read_file(path.string()), name);
  }
}
