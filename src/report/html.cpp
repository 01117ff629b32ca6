#include "report/html.h"

#include <numeric>
#include <utility>

#include "base/utf8.h"
#include "report/blocks.h"
#include "report/tallies.h"
#include "report/totals.h"

namespace zhidui::report {

using Kind = Block::Kind;

namespace {

// Dark on light, at least 7 to 1; one column that fits 360 px; on paper black on white with nothing folded.
constexpr std::string_view kStyle = R"css(
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: #1a1a1a; line-height: 1.6;
  font-family: "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei", sans-serif; }
main, header, footer { max-width: 52rem; margin: 0 auto; padding: 0 1rem; }
main.wide, .wide > header, .wide > footer, .wide > header > * { max-width: 84rem; }
header > * { max-width: 52rem; }
header { padding-top: 1.25rem; padding-bottom: .75rem; }
header > :last-child { padding-bottom: .6rem; border-bottom: 2px solid #1a1a1a; }
footer { margin-top: 2rem; padding-bottom: 2rem; font-size: .875rem; }
footer > :first-child { padding-top: .75rem; border-top: 1px solid #767676; }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 2rem 0 .75rem; padding-bottom: .25rem; border-bottom: 1px solid #767676; }
h3 { font-size: 1.05rem; line-height: 1.4; margin: 0; }
h4 { font-size: 1rem; margin: 1rem 0 .25rem; }
p { margin: .4rem 0; }
p, li, dd, dt, td, th, blockquote, h1, h2, h3, summary { overflow-wrap: anywhere; }
a { color: #0b3577; }
a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 3px solid #0b3577; outline-offset: 2px; }
.meta, .quiet { color: #4a4a4a; font-size: .9rem; }
.meta { margin: .1rem 0; }
.total { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 0 1rem; margin: 1.25rem 0 .5rem;
  padding: .75rem 1rem; border: 2px solid #1a1a1a; }
.total b { font-size: 1.4rem; }
.notice { border-left: 4px solid #8a6100; background: #fff8e5; padding: .5rem .75rem; }
.award { border: 1px solid #767676; margin: 0 0 1rem; padding: .75rem 1rem; }
.award > .head { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .1rem 1rem; align-items: baseline; }
.head .sum { font-weight: 700; }
.status { display: inline-block; margin-left: .5rem; padding: 0 .5rem; border: 1px solid; font-weight: 400; font-size: .875rem; }
.good { background: #e6f4ea; color: #0b4f26; }
.partial { background: #fff4d6; color: #5c4300; }
.open { background: #e3eefb; color: #0b3577; }
.bad { background: #fbe9e7; color: #7a1717; }
.off { background: #f2f2f2; color: #404040; }
blockquote { margin: .25rem 0 .6rem; padding: .1rem 0 .1rem .75rem; border-left: 3px solid #767676; }
.place { margin: .5rem 0 0; font-size: .9rem; color: #4a4a4a; }
dl { margin: .5rem 0; display: grid; grid-template-columns: max-content minmax(0, 1fr); }
dt, dd { margin: 0; padding: .35rem 0; border-top: 1px solid #d0d0d0; }
dt { font-weight: 700; max-width: 8em; padding-right: 1rem; }
dd p { margin: 0 0 .2rem; }
ul.signs { list-style: none; margin: .1rem 0 .2rem; padding: 0; }
ul.signs li { display: grid; grid-template-columns: 1.4em minmax(0, 1fr); }
ul.signs li.below { margin-left: 1.4em; }
.sign { font-weight: 700; }
details { margin: .6rem 0; }
summary { cursor: pointer; font-weight: 700; padding: .35rem 0; min-height: 2rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: .25rem 0 .75rem; font-size: .925rem; }
th, td { border: 1px solid #9a9a9a; padding: .3rem .5rem; text-align: left; vertical-align: top; }
thead th { background: #eceff3; }
table.numbers td, table.numbers th { overflow-wrap: normal; }
tbody th { font-weight: 400; }
table.numbers th[scope=row] { min-width: 14em; }
td.pages { white-space: nowrap; }
td.number, th.number { text-align: right; white-space: nowrap; }
.findings { border: 1px solid #1a1a1a; padding: .5rem .75rem; margin-top: 1rem; break-inside: avoid; }
.findings ul { margin: .25rem 0; padding: 0; list-style: none; }
.blank { display: inline-block; min-width: 12rem; border-bottom: 1px solid #1a1a1a; }
.running { display: none; }
@media (max-width: 34rem) {
  dl { display: block; }
  dt { max-width: none; padding-bottom: 0; }
  dd { border-top: 0; padding-top: 0; }
  .award { padding: .6rem .7rem; }
  .blank { min-width: 8rem; }
  th, td { padding: .25rem .35rem; }
  table.numbers th[scope=row] { min-width: 8em; }
}
@media print {
  @page { size: A4; margin: 16mm 14mm 18mm; }
  body { font-size: 10.5pt; line-height: 1.45; }
  main, header, footer, main.wide { max-width: none; padding-left: 0; padding-right: 0; }
  h1 { font-size: 15pt; } h2 { font-size: 12.5pt; break-after: avoid; } h3 { font-size: 11.5pt; }
  .head, .place, summary, thead { break-after: avoid; }
  tr, li, blockquote, .total, .notice { break-inside: avoid; }
  thead { display: table-header-group; }
  details::details-content { content-visibility: visible; display: block; }
  .case .award { border: 0; padding: 0; }
  .case .award + .award, .case .sheet { break-before: page; }
  summary { list-style: none; }
  .case .running { display: block; font-size: 9pt; border-bottom: 1px solid #767676; margin-bottom: 2mm; }
  a { color: inherit; text-decoration: none; }
}
)css";

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : base::visible(text)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out.push_back(c); break;
    }
  }
  return out;
}

// A file of the same folder as an address: everything that is no plain letter or digit by its bytes.
std::string address(std::string_view name) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : name) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-' || c == '_';
    const auto byte = static_cast<unsigned char>(c);
    if (plain) out.push_back(c);
    else out += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
  }
  return out;
}

std::string_view class_of(Tone tone) {
  switch (tone) {
    case Tone::good: return "good";
    case Tone::partial: return "partial";
    case Tone::open: return "open";
    case Tone::bad: return "bad";
    case Tone::quiet:
    case Tone::plain: break;
  }
  return "off";
}

std::string element(std::string_view name, std::string_view attributes, std::string_view content) {
  std::string out = "<" + std::string(name);
  if (!attributes.empty()) out += " " + std::string(attributes);
  return out + ">" + std::string(content) + "</" + std::string(name) + ">\n";
}

std::string css_class(std::string_view name) { return "class=\"" + std::string(name) + "\""; }

std::string_view tag_of(Language language) { return language == Language::zh ? "zh-CN" : "en"; }

// A text within quotation marks of a style sheet: only letters and digits of ASCII and what is beyond it stay as they are.
std::string css_text(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (const char c : base::visible(text)) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ' ' || byte >= 0x80;
    if (plain) out.push_back(c);
    else out += {'\\', kDigits[byte >> 4], kDigits[byte & 15], ' '};
  }
  return out;
}

std::string head_html(Language language, const std::string& title, const std::string& style = "") {
  return "<!DOCTYPE html>\n<html lang=\"" + std::string(tag_of(language)) +
         "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
         escaped(title) + "</title>\n<style>" + std::string(kStyle) + style + "</style>\n</head>\n";
}

class Html {
 public:
  explicit Html(Paper paper) : paper_(std::move(paper)) {}

  std::string write() {
    std::string out = head_html(paper_.language, paper_.title, paper_.new_sheet_for_award ? sheet_margins() : "");
    out += paper_.new_sheet_for_award ? "<body class=\"case\">\n" : "<body>\n";
    std::string top = element("h1", "", escaped(paper_.heading));
    for (const std::string& line : paper_.meta) top += element("p", css_class("meta"), escaped(line));
    out += element("header", "", top);
    std::string body = element("p", css_class("notice"), escaped(paper_.caveat));
    for (const Block& block : paper_.blocks) body += html(block);
    out += element("main", "", body);
    out += element("footer", "", element("p", "", escaped(paper_.caveat)) + element("p", "", escaped(paper_.full_receipt)));
    return out + "</body>\n</html>\n";
  }

 private:
  const std::string& in(const Wording& words) const { return words.in(paper_.language); }
  std::string in(Sentence sentence) const { return say(sentence).in(paper_.language); }

  // Who it is about and its receipt on each sheet of paper, where the browser can.
  std::string sheet_margins() const {
    const std::string font = "font-size: 8pt; color: #555; ";
    return "@page { @top-left { " + font + "content: \"" + css_text(paper_.name) + "\" } @top-right { " + font + "content: \"" +
           css_text(paper_.receipt) + "\" } @bottom-left { " + font + "content: \"" + css_text(paper_.caveat) + "\" } @bottom-right { " +
           font + "content: counter(page) \" / \" counter(pages) } }\n";
  }

  std::string html(const Block& block) {
    switch (block.kind) {
      case Kind::paragraph: return element("p", "", escaped(block.text));
      case Kind::quiet: return element("p", css_class("quiet"), escaped(block.text));
      case Kind::notice: return element("p", css_class("notice"), escaped(block.text));
      case Kind::total:
        return element("p", css_class("total"), "<span>" + escaped(block.text) + "</span> <b>" + escaped(block.aside) + "</b>");
      case Kind::section: return section(block);
      case Kind::award: return award(block);
      case Kind::fold: return element("details", "", element("summary", "", escaped(block.text)) + children(block));
      case Kind::clauses: return clauses(block.items);
      case Kind::entries: return entries(block);
      case Kind::table: return table(block);
      case Kind::findings: return findings(block);
    }
    return {};
  }

  // On paper the claims of a further section begin on a sheet of their own.
  std::string section(const Block& block) {
    const bool claims = !block.children.empty() && block.children.front().kind == Kind::award;
    const bool further = claims && std::exchange(claims_begun_, true);
    return element("section", further ? css_class("sheet") : "", element("h2", "", escaped(block.text)) + children(block));
  }

  std::string children(const Block& block) {
    std::string out = "\n";
    for (const Block& child : block.children) out += html(child);
    return out;
  }

  std::string award(const Block& block) {
    const std::string status = "<span class=\"status " + std::string(class_of(block.tone)) + "\">" + escaped(block.status) + "</span>";
    std::string head = element("h3", "", escaped(block.text));
    head += element("p", css_class("sum"), escaped(block.aside) + " " + status);
    std::string running;
    if (paper_.new_sheet_for_award) {
      running = element("p", css_class("running") + " aria-hidden=\"true\"", escaped(paper_.name) + " · " + escaped(paper_.receipt));
    }
    return element("article", css_class("award"), "\n" + running + element("div", css_class("head"), head) + children(block));
  }

  // The official text is Chinese whatever the language of the page.
  std::string clauses(const std::vector<Item>& items) {
    std::string out;
    for (const Item& item : items) {
      if (item.kind == Item::Kind::quotation) out += element("blockquote", "lang=\"zh-CN\"", "<p>" + escaped(in(item.words)) + "</p>");
      else out += element("p", css_class(item.kind == Item::Kind::clause ? "place" : "quiet"), escaped(in(item.words)));
    }
    return out;
  }

  std::string entries(const Block& block) {
    std::string out;
    for (const Labelled& each : block.labelled) out += element("dt", "", escaped(each.label)) + element("dd", "", "\n" + items(each.items));
    return element("dl", "", "\n" + out);
  }

  // Runs of items of one kind become one list or one table.
  std::string items(const std::vector<Item>& list) {
    std::string out;
    for (std::size_t i = 0; i < list.size();) {
      std::size_t end = i;
      while (end < list.size() && list[end].kind == list[i].kind) ++end;
      const auto begin = list.begin();
      const std::vector<Item> run(begin + static_cast<std::ptrdiff_t>(i), begin + static_cast<std::ptrdiff_t>(end));
      if (list[i].kind == Item::Kind::sign) out += signs(run);
      else if (list[i].kind == Item::Kind::fact) out += facts(run);
      else if (list[i].kind == Item::Kind::clause || list[i].kind == Item::Kind::quotation) out += clauses(run);
      else
        for (const Item& item : run) out += element("p", "", escaped(in(item.words)));
      i = end;
    }
    return out;
  }

  std::string signs(const std::vector<Item>& list) {
    std::string out;
    for (const Item& item : list) {
      const std::string sign = "<span class=\"sign\">" + escaped(item.sign) + "</span>";
      out += element("li", item.depth > 0 ? css_class("below") : "", sign + " <span>" + escaped(in(item.words)) + "</span>");
    }
    return element("ul", css_class("signs"), "\n" + out);
  }

  std::string facts(const std::vector<Item>& list) {
    Block block;
    block.rows.push_back({in(Sentence::page_column_fact), in(Sentence::page_column_value), in(Sentence::page_column_source)});
    for (const Item& item : list) block.rows.push_back({in(item.words), in(item.value), in(item.source)});
    return table(block);
  }

  std::string table(const Block& block) const {
    std::string head, body;
    for (const std::string& cell : block.rows.front()) head += element("th", "scope=\"col\"", escaped(cell));
    for (std::size_t i = 1; i < block.rows.size(); ++i) {
      std::string row;
      for (std::size_t k = 0; k < block.rows[i].size(); ++k)
        row += k == 0 ? element("th", "scope=\"row\"", escaped(block.rows[i][k])) : element("td", "", escaped(block.rows[i][k]));
      body += element("tr", "", "\n" + row);
    }
    const bool wide = block.shares.size() >= kColumnsOfWide;
    const std::string inside =
        columns(block.shares) + element("thead", "", element("tr", "", "\n" + head)) + element("tbody", "", "\n" + body);
    const std::string table = element("table", wide ? "style=\"min-width: 44rem\"" : "", "\n" + inside);
    return wide ? element("div", scrolls(), "\n" + table) : table;
  }

  // A table that a phone shows by and by, rather than with words cut to pieces.
  static constexpr std::size_t kColumnsOfWide = 5;
  std::string scrolls() const {
    return "class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" + escaped(in(Sentence::page_table_scrolls)) + "\"";
  }

  static std::string columns(const std::vector<unsigned>& shares) {
    const unsigned all = std::accumulate(shares.begin(), shares.end(), 0U);
    std::string out;
    for (const unsigned share : shares) out += "<col style=\"width: " + std::to_string(share * 100 / all) + "%\">\n";
    return out.empty() ? out : element("colgroup", "", "\n" + out);
  }

  std::string findings(const Block& block) {
    std::string out;
    for (const Item& item : block.items) {
      std::string line = escaped(item.sign) + (item.sign.empty() ? "" : " ") + escaped(in(item.words));
      if (item.kind == Item::Kind::fact) line += " <span class=\"blank\">&nbsp;</span>";
      out += element("li", "", line);
    }
    return element("div", css_class("findings"), element("h4", "", escaped(block.text)) + element("ul", "", "\n" + out));
  }

  Paper paper_;
  bool claims_begun_ = false;
};

// ---- the index of a folder ----

class Index {
 public:
  Index(const View& view, const std::vector<outcome::Answer>& answers, const std::vector<ApplicantFiles>& files, Language language)
      : view_(view), answers_(answers), files_(files), language_(language), tallies_(tallies_of(view, answers)) {
    for (const outcome::Status status : kShownStatuses) {
      if (tallies_.all.count.contains(status)) statuses_.push_back(status);
    }
  }

  std::string write(const std::vector<std::string>& common) const {
    const std::string title = in(say(Sentence::page_index_title, {verbatim(std::to_string(answers_.size()))}));
    std::string top = element("h1", "", escaped(title));
    const Wording day = say(Sentence::day_value, {say(Sentence::claimed_day), date_words(view_.scope.claimed)});
    top += element("p", css_class("meta"), escaped(in(day)));
    for (const ir::Document& document : view_.policy.program.documents) {
      if (document.missing) continue;
      const Wording named = say(Sentence::document_named, {verbatim(document.number), verbatim(document.title), verbatim(document.organ)});
      top += element("p", css_class("meta"), escaped(in(named)));
    }
    std::string body = element("p", css_class("notice"), escaped(in(say(Sentence::disclaimer))));
    if (!common.empty()) body += element("p", "", escaped(in(say(Sentence::page_all_files))) + ": " + links(common));
    body += section(Sentence::column_subject, subjects()) + section(Sentence::page_measures, measures());
    if (tallies_.all.perhaps_more > 0) body += element("p", css_class("quiet"), escaped(in(say(Sentence::perhaps_more_mark))));
    if (answers_.size() > 1) body += element("p", css_class("quiet"), escaped(in(say(Sentence::added_up))));
    return head_html(language_, title) + "<body class=\"wide\">\n" + element("header", "", "\n" + top) +
           element("main", css_class("wide"), "\n" + body) + "</body>\n</html>\n";
  }

 private:
  const std::string& in(const Wording& words) const { return words.in(language_); }

  static std::string link(const std::string& file, const std::string& words) {
    return file.empty() ? "" : "<a href=\"" + address(file) + "\">" + escaped(words) + "</a>";
  }
  static std::string links(const std::vector<std::string>& names) {
    std::string out;
    for (const std::string& name : names) out += (out.empty() ? "" : " · ") + link(name, name);
    return out;
  }

  std::string section(Sentence title, const std::string& table) const {
    const std::string name = escaped(in(say(title)));
    const std::string label = "class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" + name + " (" +
                              escaped(in(say(Sentence::page_table_scrolls))) + ")\"";
    return element("section", "", element("h2", "", name) + element("div", label, "\n" + table));
  }

  std::string head(const std::vector<std::string>& first) const {
    std::string row;
    for (const std::string& cell : first) row += element("th", "scope=\"col\"", escaped(cell));
    for (const outcome::Status status : statuses_)
      row += element("th", "scope=\"col\" class=\"number\"", escaped(in(status_words(status))));
    return element("thead", "", element("tr", "", "\n" + row));
  }

  std::string counts(const Tally& tally) const {
    std::string out;
    for (const outcome::Status status : statuses_) {
      const auto found = tally.count.find(status);
      out += element("td", css_class("number"), found == tally.count.end() ? "" : std::to_string(found->second));
    }
    return out;
  }

  std::string sum(const Tally& tally) const {
    return element("td", css_class("number"), escaped(in(money_words(tally.total)) + (tally.perhaps_more > 0 ? " +" : "")));
  }

  std::string subjects() const {
    std::string body;
    base::Rational now;
    for (std::size_t i = 0; i < answers_.size(); ++i) {
      const auto record = view_.facts.find(answers_[i].subject);
      const std::string name = record ? in(record_title(view_, *record)) : answers_[i].subject;
      const ApplicantFiles& files = files_[i];
      const std::string shown = files.page.empty() ? escaped(name) : link(files.page, name);
      std::string row = element("th", "scope=\"row\"", shown);
      row += sum(tallies_.subjects[i]) + element("td", css_class("number"), escaped(in(money_words(payable_now(answers_[i])))));
      now = now + payable_now(answers_[i]);
      std::string pages;
      const auto add = [&](const std::string& file, Sentence words) {
        if (!file.empty()) pages += (pages.empty() ? "" : " · ") + link(file, in(say(words)));
      };
      add(files.case_page, Sentence::page_link_case);
      add(files.pdf, Sentence::page_link_pdf);
      add(files.text, Sentence::page_link_text);
      row += element("td", css_class("pages"), escaped(answers_[i].subject)) + element("td", css_class("pages"), pages);
      body += element("tr", "", "\n" + row + counts(tallies_.subjects[i]));
    }
    std::string last = element("th", "scope=\"row\"", escaped(in(say(Sentence::row_total))));
    last += sum(tallies_.all) + element("td", css_class("number"), escaped(in(money_words(now)))) + element("td", "", "") +
            element("td", "", "") + counts(tallies_.all);
    const std::vector<std::string> first{in(say(Sentence::column_subject)), in(say(Sentence::column_total)),
                                         in(say(Sentence::page_column_now)), in(say(Sentence::column_id)),
                                         in(say(Sentence::page_column_pages))};
    return element("table", css_class("numbers"), "\n" + head(first) + element("tbody", "", "\n" + body + element("tr", "", "\n" + last)));
  }

  std::string measures() const {
    std::string body;
    for (const auto& [measure, tally] : tallies_.measures) {
      if (tally.awards == 0) continue;
      const std::string name = escaped(in(name_words(view_.policy.program.measures[measure].name)));
      body += element("tr", "", "\n" + element("th", "scope=\"row\"", name) + sum(tally) + counts(tally));
    }
    return element("table", css_class("numbers"),
                   "\n" + head({in(say(Sentence::column_measure)), in(say(Sentence::column_total))}) + element("tbody", "", "\n" + body));
  }

  const View& view_;
  const std::vector<outcome::Answer>& answers_;
  const std::vector<ApplicantFiles>& files_;
  Language language_;
  Tallies tallies_;
  std::vector<outcome::Status> statuses_;
};

}  // namespace

std::string html_of(const Paper& paper) { return Html(paper).write(); }

std::string applicant_html(const View& view, const outcome::Answer& answer, const std::vector<Explanation>& awards, Language language) {
  return Html(applicant_page(view, answer, awards, language)).write();
}

std::string case_html(const View& view, const outcome::Answer& answer, const std::vector<Explanation>& awards, Language language) {
  return Html(case_page(view, answer, awards, language)).write();
}

std::string index_html(const View& view, const std::vector<outcome::Answer>& answers, const std::vector<ApplicantFiles>& files,
                       const std::vector<std::string>& common, Language language) {
  return Index(view, answers, files, language).write(common);
}

}  // namespace zhidui::report
