#include "engine/reading_reach.h"

#include <algorithm>
#include <set>
#include <string>

#include "engine/reading_masks.h"
#include "syntax/parse.h"
#include "syntax/token.h"

namespace zhidui::engine {

namespace {

using text::Span;

constexpr std::string_view kSignature = "落款";

bool within(Span inner, Span outer) { return inner.file == outer.file && outer.begin <= inner.begin && inner.end <= outer.end; }

Span span_of(const syntax::Declaration& declaration) {
  return std::visit([](const auto& d) { return d.span; }, declaration);
}

// The declarations that name a reading, its own apart.
struct Namings {
  std::vector<Span> own, others;
};

void add_namings(const Policy& policy, const text::Document& text, std::vector<Namings>& into) {
  text::Diagnostics none;  // the file was compiled before
  const syntax::File tree = syntax::parse(policy.sources, text, none);
  for (const text::RuleBlock& block : text.blocks) {
    for (const syntax::Token& token : syntax::lex(policy.sources, block.body, none).tokens) {
      if (token.kind != syntax::TokenKind::word) continue;
      const auto id = ir::find_reading(policy.program, token.text);
      if (!id) continue;
      Namings& namings = into[id->value];
      const bool own = token.span == policy.program.readings[id->value].span;
      for (const syntax::Declaration& declaration : tree.declarations) {
        if (within(token.span, span_of(declaration))) (own ? namings.own : namings.others).push_back(span_of(declaration));
      }
    }
  }
}

// The clauses that declarations write.
void add_clauses(const ir::Program& program, const std::vector<Span>& declarations, std::vector<ir::Clause>& into) {
  for (const Span declaration : declarations) {
    for (const ir::Clause& clause : program.clauses) {
      const auto same = [&](const ir::Clause& other) { return other.path == clause.path && other.quotations == clause.quotations; };
      if (within(clause.span, declaration) && std::none_of(into.begin(), into.end(), same)) into.push_back(clause);
    }
  }
}

// The last paragraph before the rule block, a heading where the block stands below one alone.
void add_paragraph_above(const text::Document& text, const ir::Reading& reading, std::vector<ir::Clause>& into) {
  const text::Paragraph* above = nullptr;
  for (const text::Paragraph& paragraph : text.paragraphs) {
    if (paragraph.span.end <= reading.span.begin) above = &paragraph;
  }
  // What stands below the signature asks about other texts.
  if (above && above->clause != kSignature) into.push_back({reading.document, above->clause, "", {above->span}, {}, {}});
}

void find_clauses(const Policy& policy, std::vector<ReadingReach>& out) {
  std::vector<Namings> namings(out.size());
  for (const text::Document& text : policy.texts) add_namings(policy, text, namings);
  for (std::size_t i = 0; i < out.size(); ++i) {
    std::vector<ir::Clause>& clauses = out[i].clauses;
    const ir::Reading& reading = policy.program.readings[i];
    add_clauses(policy.program, namings[i].own, clauses);
    if (clauses.empty()) add_clauses(policy.program, namings[i].others, clauses);
    const auto home =
        std::find_if(policy.texts.begin(), policy.texts.end(), [&](const text::Document& t) { return t.file == reading.span.file; });
    if (clauses.empty() && home != policy.texts.end()) add_paragraph_above(*home, reading, clauses);
  }
}

void find_measures(const ir::Program& program, std::vector<ReadingReach>& out) {
  const ReadingMasks masks(program);
  std::vector<std::set<std::uint32_t>> measures(out.size());
  for (std::uint32_t i = 0; i < program.measures.size(); ++i) {
    ir::Measure sum_alone = program.measures[i];
    sum_alone.duties.clear();
    sum_alone.payee = {};
    ReadingMask mask(out.size(), false);
    masks.add_claims(mask, sum_alone);
    for (std::size_t r = 0; r < out.size(); ++r) {
      if (mask[r]) measures[r].insert(i);
    }
  }
  for (const ir::Settlement& rule : program.settlements) {
    ReadingMask mask(out.size(), false);
    masks.add_rule(mask, rule);
    for (std::size_t r = 0; r < out.size(); ++r) {
      for (const ir::MeasureKeys& keys : rule.measures) {
        if (mask[r]) measures[r].insert(keys.measure.value);
      }
    }
  }
  for (std::size_t r = 0; r < out.size(); ++r) out[r].measures.assign(measures[r].begin(), measures[r].end());
}

}  // namespace

std::vector<ReadingReach> reading_reach(const Policy& policy) {
  std::vector<ReadingReach> out(policy.program.readings.size());
  find_clauses(policy, out);
  find_measures(policy.program, out);
  return out;
}

}  // namespace zhidui::engine
