// Which document follows which, and which measure goes on under another: neither goes round, and no document ends before it begins.
#include <algorithm>

#include "check/lowering.h"

namespace zhidui::check {

std::optional<Span> Sequence::opposite(std::uint32_t later, std::uint32_t earlier) const {
  for (const Said& first : said_) {
    if (first.later != earlier) continue;
    if (first.earlier == later || opposite(later, first.earlier)) return first.span;
  }
  return std::nullopt;
}

ir::DocumentId Lowering::document_numbered(std::string_view number) const {
  for (std::uint32_t i = 0; i < program.documents.size(); ++i) {
    if (!number.empty() && program.documents[i].number == number) return ir::DocumentId{i};
  }
  return {};
}

// A date that stands there, or the day of publication.
std::optional<ir::DateBound> Lowering::day_of(const ir::Document& document, ir::DocDate which) const {
  if (document.missing) return which == ir::DocDate::expires ? document.missing_expires : document.missing_effective;
  const ExprId id = which == ir::DocDate::expires ? document.expires : document.effective;
  if (!id.present()) return std::nullopt;
  const ir::Expr& date = expr(id);
  if (date.op == Op::document_date && date.doc_date == ir::DocDate::published) return document.published;
  const bool written = date.op == Op::constant && date.value.kind == outcome::ValueKind::number && date.value.single();
  if (!written) return std::nullopt;
  const base::Date day{static_cast<std::int32_t>(date.value.interval.lo.to_int64())};
  return ir::DateBound{day, day};
}

// What a document replaces ends on the day it takes effect: neither a gap nor an overlap.
void Lowering::check_succession() {
  for (const ir::Document& next : program.documents) {
    if (next.missing || !next.effective.present()) continue;
    const ir::Expr& effective = program.expr(next.effective);
    const bool published = effective.op == ir::Op::document_date && effective.doc_date == ir::DocDate::published;
    const std::optional<ir::DateBound> from = published ? next.published : std::nullopt;
    if (!from || from->low != from->high) continue;
    for (const ir::Document& before : program.documents) {
      const auto& replaced = next.supersedes;
      if (!before.missing || !before.missing_expires) continue;
      if (std::find(replaced.begin(), replaced.end(), before.number) == replaced.end()) continue;
      const ir::DateBound& until = *before.missing_expires;
      if (until.low == from->low && until.high == from->low) continue;
      diagnostics.report(Kind::succession_gap, before.span, {before.number, from->low.to_string()})
          .labels.push_back({next.span, "代替它的文件", "the document that replaces it"});
    }
  }
}

// The day of expiry is the first day out, so a document that expires on the day it takes effect was never in force.
void Lowering::check_ends(const std::string& number, const std::optional<ir::DateBound>& from, const std::optional<ir::DateBound>& until,
                          Span span) {
  if (!from || !until || from->low < until->high) return;
  diagnostics.report(Kind::document_ends_first, span, {number, until->high.to_string(), from->low.to_string()});
}

void Lowering::check_periods() {
  const auto other = [&](const syntax::OtherDocument& tree) {
    if (!tree.effective || !tree.expires) return;
    check_ends(tree.number.text, ir::DateBound{tree.effective->low, tree.effective->high},
               ir::DateBound{tree.expires->low, tree.expires->high}, tree.expires->span);
  };
  for (std::size_t input = 0; input < inputs.size(); ++input) {
    for (const syntax::Declaration& declaration : inputs[input].tree.declarations) {
      if (const auto* missing = std::get_if<syntax::MissingDocument>(&declaration)) other(*missing);
      if (const auto* later = std::get_if<syntax::LaterDocument>(&declaration)) other(*later);
    }
    if (!document_of[input].present()) continue;
    const ir::Document& own = program.documents[document_of[input].value];
    if (!own.expires.present()) continue;
    check_ends(own.number, day_of(own, ir::DocDate::effective), day_of(own, ir::DocDate::expires), expr(own.expires).span);
  }
}

void Lowering::follows(ir::DocumentId later, ir::DocumentId earlier, Span span) {
  if (const auto before = document_order.opposite(later.value, earlier.value)) {
    diagnostics
        .report(Kind::documents_supersede_each_other, span,
                {program.documents[later.value].number, program.documents[earlier.value].number})
        .labels.push_back({*before, "反过来写在这里", "the opposite is said here"});
    in_circle.insert({{later.value, earlier.value}, {earlier.value, later.value}});
    return;
  }
  document_order.add(later.value, earlier.value, span);
}

// By what a document says that it supersedes, and by what later documents are said to supersede it.
void Lowering::collect_order() {
  for (std::size_t input = 0; input < inputs.size(); ++input) {
    const ir::DocumentId own = document_of[input];
    if (!own.present()) continue;
    bool first = true;
    for (const syntax::Declaration& declaration : inputs[input].tree.declarations) {
      if (const auto* tree = std::get_if<syntax::Document>(&declaration); tree && std::exchange(first, false)) {
        std::set<std::string> listed;
        for (const syntax::Text& text : tree->supersedes) {
          const ir::DocumentId before = document_numbered(text.text);
          if (!listed.insert(text.text).second) diagnostics.report(Kind::listed_twice, text.span, {text.text});
          else if (before == own) diagnostics.report(Kind::document_supersedes_itself, text.span, {text.text});
          else if (before.present()) follows(own, before, text.span);
        }
      }
      const auto* later = std::get_if<syntax::LaterDocument>(&declaration);
      const ir::DocumentId next = later ? document_numbered(later->number.text) : ir::DocumentId{};
      if (next.present() && next != own) follows(next, own, later->number.span);
    }
  }
}

void Lowering::check_continued() {
  std::uint32_t next = 0;  // measures are numbered in this order
  for (std::size_t input = 0; input < inputs.size(); ++input) {
    if (!document_of[input].present()) continue;
    for (const syntax::Declaration& declaration : inputs[input].tree.declarations) {
      const auto* tree = std::get_if<syntax::Measure>(&declaration);
      if (!tree) continue;
      std::set<std::string> listed;
      for (const syntax::Text& key : tree->continues) {
        if (listed.insert(key.text).second) check_continued_key(input, next, key);
        else diagnostics.report(Kind::listed_twice, key.span, {key.text});
      }
      ++next;
    }
  }
}

// 文件标识/措施标识, of a document before this one; whether the measure is there is known only where the document is loaded.
void Lowering::check_continued_key(std::size_t input, std::uint32_t measure, const syntax::Text& key) {
  const Scope scope = file_scope(input);
  const std::size_t slash = key.text.find('/');
  const bool two =
      slash != std::string::npos && slash > 0 && slash + 1 < key.text.size() && key.text.find('/', slash + 1) == std::string::npos;
  if (!two || key.text.find(' ') != std::string::npos) {
    report(scope, Kind::continued_key_malformed, key.span, {key.text});
    return;
  }
  const std::string document = key.text.substr(0, slash), name = key.text.substr(slash + 1);
  const auto found =
      std::find_if(program.documents.begin(), program.documents.end(), [&](const ir::Document& each) { return each.name.id == document; });
  if (found == program.documents.end()) return;  // nothing is known of it
  const ir::DocumentId of{static_cast<std::uint32_t>(found - program.documents.begin())};
  // Said of it in so many words that it comes after this one.
  if (of == scope.document || document_order.opposite(scope.document.value, of.value)) {
    report(scope, Kind::continued_not_earlier, key.span, {key.text});
    return;
  }
  if (found->missing) return;
  std::vector<std::string> known;
  for (std::uint32_t i = 0; i < program.measures.size(); ++i) {
    const ir::Measure& each = program.measures[i];
    if (each.document != of) continue;
    known.push_back(each.name.id);
    if (each.name.id != name) continue;
    if (const auto before = continued.opposite(measure, i)) {
      report(scope, Kind::continued_in_circle, key.span, {key.text})
          .labels.push_back({*before, "反过来写在这里", "the opposite is said here"});
    } else {
      continued.add(measure, i, key.span);
    }
    return;
  }
  suggest(report(scope, Kind::continued_unknown, key.span, {name, found->number}), name, known);
}

}  // namespace zhidui::check
