// Private to settle: who belongs to one group of a rule, in which order, and which earlier payments count for it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "evaluate/evaluate.h"
#include "facts/fact_base.h"
#include "outcome/answer.h"
#include "outcome/comparison.h"
#include "outcome/logic.h"

namespace zhidui::settle {

using outcome::both;
using outcome::OpenSet;
using outcome::Value;

// What is awarded in this run under a document that came before, as a payment without sum and day: it arose earlier.
struct Awarded {
  facts::Payment payment;
  const outcome::Claim* claim;
  Value money;
};

struct Context {
  const ir::Program& program;
  const facts::FactBase& facts;
  const evaluate::Scope& scope;
  outcome::OpenTable& opens;
  std::vector<Awarded> awarded = {};  // for the document whose rules run
};

// One alternative of a rule: its keys and the payments that count, resolved.
struct Variant {
  std::size_t per = 0;  // alternative of the keys
  ir::History earlier = ir::History::none;
};

// A payment made, or an award under an earlier document that stands like one.
struct Earlier {
  const facts::Payment* payment = nullptr;
  outcome::Cause cause;  // with the sum
  OpenSet opens;
  bool rest = false;  // awarded beside what was paid for the same claim
};

// A claim as a rule sees it.
struct Item {
  const outcome::Claim* claim = nullptr;
  std::vector<Value> keys;  // same_matter keys are left as an empty text
  std::vector<bool> same_matter;
  std::vector<Value> order;
  std::vector<std::string> names;  // what a decision on 同一事项 may call it
};

class Groups {
 public:
  Groups(const Context& context, const ir::Settlement& rule, const Variant& variant, const std::vector<const outcome::Claim*>& claims);

  const std::vector<Item>& items() const { return items_; }
  Value same_group(std::size_t a, std::size_t b) const;
  Value before(std::size_t a, std::size_t b) const;  // a stands before b in the rule's order
  struct Paid : Earlier {
    Value in_group;
    bool own = false;  // paid under the claim's own key, and taken off already
  };
  // Earlier payments, and awards under earlier documents, that belong to the group of an item, in the rule's history scope.
  std::vector<Paid> paid(std::size_t item) const;
  Value value_for(const outcome::Claim& claim, ir::ExprId expr) const;  // of an expression in the claim's scope

 private:
  const ir::MeasureKeys& keys_of(std::uint32_t measure) const;
  Value payment_in_group(const facts::Payment& payment, std::size_t item) const;
  bool in_scope(const facts::Payment& payment, const outcome::Claim& claim) const;
  bool from_own_measure(const facts::Payment& payment) const;  // of the document whose rule this is
  Value matter_matches(const facts::Payment& payment, const Item& item) const;

  const Context& context_;
  const ir::Settlement& rule_;
  Variant variant_;
  std::vector<Item> items_;
};

// Do recorded decisions put the two units (record ids, claim keys or payment ids) into one matter?
bool decided_same(const Context& context, const std::vector<std::string>& a, const std::vector<std::string>& b);
// Paid to the claimant under the claim's own key; also where the payment does not say for which year. What another holder of the
// unit was paid is the business of the rules that run 跨主体.
bool pays(const Context& context, const facts::Payment& payment, const outcome::Claim& claim);
// What came before the claim and is wanted: of the payments listed and the awards to the claimant, or (nullptr) of all to everybody.
std::vector<Earlier> earlier_than(const Context& context, const outcome::Claim& claim, const facts::FactBase::Indices* listed,
                                  const std::function<bool(const facts::Payment&)>& wanted);
// The open of payments nobody has listed; empty when the history of the applicant is complete.
OpenSet unseen_history(const Context& context, const std::string& subject);
// The open of a field of an earlier payment that nobody has stated: "unit", "period".
OpenSet field_of_payment(const Context& context, const facts::Payment& payment, const char* field);

}  // namespace zhidui::settle
