#include "matching/match.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "matching/credit_code.h"
#include "matching/name_index.h"
#include "matching/relation.h"

namespace zhidui::matching {

namespace {

struct Entry {
  std::uint32_t applicant;
  Name name;
  bool former = false;
};

// An applicant as one name of a row sees it.
struct Seen {
  std::uint32_t applicant = 0;
  Related related;
  bool former = false;  // by an earlier name
  bool other = false;   // by another name that the list gives
  CodeMeeting code = CodeMeeting::silent;
  bool region_conflict = false;
  Certainty certainty = Certainty::possible;
  std::vector<Reason> reasons;
  int score = 0;
};

constexpr int kCodeEqual = 600, kCodeSameOrganisation = 400, kCodeSimilar = 250, kCodeDifferent = -300, kRegionAgrees = 15,
              kRegionConflict = -60, kOtherNameCosts = 40;

}  // namespace

struct Matcher::State {
  State(std::vector<Applicant> given, std::vector<Place> places) : regions(std::move(places)), reader(regions, signs) {
    std::sort(given.begin(), given.end(), [](const Applicant& a, const Applicant& b) { return a.id < b.id; });
    applicants = std::move(given);
    for (std::uint32_t i = 0; i < applicants.size(); ++i) {
      enter(i, applicants[i].name, false);
      for (const std::string& name : applicants[i].former_names) enter(i, name, true);
      codes.push_back(read_code(applicants[i].code));
      if (codes.back().form != CodeForm::none) by_code[codes.back().signs].push_back(i);
      if (codes.back().form == CodeForm::credit_code) by_organisation[codes.back().signs.substr(8, 9)].push_back(i);
      Places& at = registered_at.emplace_back();
      for (const std::string& code : applicants[i].regions) {
        if (const auto place = regions.by_code(code)) at.push_back(*place);
      }
    }
    index.seal();
  }

  void enter(std::uint32_t applicant, const std::string& text, bool former) {
    if (text.empty()) return;
    entries.push_back({applicant, reader.registered(text), former});
    index.add(entries.back().name);
  }

  Regions regions;
  SignTable signs;
  NameReader reader;
  std::vector<Applicant> applicants;  // by id, so that their order in a file says nothing
  std::vector<PrintedCode> codes;
  std::vector<Places> registered_at;
  std::vector<Entry> entries;
  NameIndex index;
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_code, by_organisation;
};

namespace {

// One name of a row.
class Matching {
 public:
  template <class State>
  Matching(const State& state, const Row& row, const std::string& text, std::size_t part)
      : regions_(state.regions),
        signs_(state.signs),
        reader_(state.reader),
        applicants_(state.applicants),
        codes_(state.codes),
        registered_at_(state.registered_at),
        entries_(state.entries),
        index_(state.index),
        name_(state.reader.printed(text)),
        code_(read_code(row.code)),
        region_(state.regions.named_by(state.reader.registered(row.region).simple)),
        part_(part) {
    out_.row = row.row;
    out_.part = part;
    out_.printed = text;
    out_.code = row.code;
    out_.region = row.region;
    const auto holders = state.by_code.find(code_.signs);
    if (code_.form != CodeForm::none && holders != state.by_code.end()) holders_ = holders->second;
    const auto members = state.by_organisation.find(code_.signs);
    if (code_.form == CodeForm::organisation_code && members != state.by_organisation.end()) members_ = members->second;
  }

  Match run() {
    remark_on_code();
    if (part_ > 0) out_.remarks.push_back({ReasonKind::joint, {std::to_string(part_)}});
    if (name_.personal) out_.remarks.push_back({ReasonKind::personal_name, {}});
    gather();
    others_elsewhere();
    for (auto& [applicant, seen] : seen_) judge(seen);
    demote_equals();
    put_out();
    return std::move(out_);
  }

 private:
  // ---- who comes into question ----

  void gather() {
    for (const EntryId entry : index_.related(name_)) look(entry, name_, false);
    for (const Wide& other : name_.others) {
      Name name = reader_.registered(narrow(other));
      for (const EntryId entry : index_.same(name)) look(entry, name, true);
      others_.push_back(std::move(name));
    }
    for (const std::vector<std::uint32_t>* held : {&holders_, &members_}) {
      for (const std::uint32_t applicant : *held) seen_.try_emplace(applicant).first->second.applicant = applicant;
    }
  }

  void look(EntryId id, const Name& name, bool other) {
    const Entry& entry = entries_[id];
    Related related = relate(name, entry.name, {region_, registered_at_[entry.applicant]}, regions_, signs_);
    if (related.relation == Relation::none || (other && !nearly_same_name(related.relation))) return;
    if (other) {
      related.reasons.insert(related.reasons.begin(), {ReasonKind::other_name, {name.printed}});
      related.score -= kOtherNameCosts;
    }
    if (entry.former) {
      related.reasons.insert(related.reasons.begin(), {ReasonKind::former_name, {entry.name.printed}});
      related.score -= kOtherNameCosts;
    }
    const auto [at, fresh] = seen_.try_emplace(entry.applicant);
    Seen& seen = at->second;
    if (!fresh && seen.related.score >= related.score) return;
    seen.applicant = entry.applicant;
    seen.related = std::move(related);
    seen.former = entry.former;
    seen.other = other;
  }

  // ---- what speaks against a match by itself ----

  std::size_t holders_of_name(bool former) const {
    std::set<std::uint32_t> holders;
    for (const EntryId id : index_.spelled(name_.spelled)) {
      if (entries_[id].former == former) holders.insert(entries_[id].applicant);
    }
    return holders.size();
  }

  // An applicant whom another name of the cell means, if it is not one whom the name itself means too.
  void others_elsewhere() {
    for (const auto& [applicant, seen] : seen_) {
      if (seen.other) pointed_at_.insert(applicant);
      else if (same_name(seen.related.relation) && !seen.former) named_.insert(applicant);
    }
  }

  bool code_allows(const Seen& seen) const {
    if (!holders_.empty()) return holders_.size() == 1 && holders_.front() == seen.applicant;
    return seen.code == CodeMeeting::silent || seen.code == CodeMeeting::same_organisation;
  }

  bool certain_by_name(const Seen& seen) const {
    if (!same_name(seen.related.relation) || seen.former || seen.other || name_.personal) return false;
    if (holders_of_name(false) != 1 || holders_of_name(true) > 0 || !pointed_at_.empty()) return false;
    return code_allows(seen) && !seen.region_conflict;
  }

  // Of two applicants of one name the code says which; a name that is only near is not taken from an applicant who bears it.
  bool certain_by_code(const Seen& seen) const {
    if (seen.code != CodeMeeting::equal || holders_.size() != 1 || !nearly_same_name(seen.related.relation)) return false;
    const auto another = [&](std::uint32_t applicant) { return applicant != seen.applicant; };
    const bool bears_it = same_name(seen.related.relation) && !seen.former && !seen.other;
    if (!bears_it && std::any_of(named_.begin(), named_.end(), another)) return false;
    return std::none_of(pointed_at_.begin(), pointed_at_.end(), another);
  }

  // ---- judging ----

  void judge(Seen& seen) {
    const Applicant& applicant = applicants_[seen.applicant];
    seen.code = meet(code_, codes_[seen.applicant]);
    const Places& at = registered_at_[seen.applicant];
    const bool regions_known = !region_.empty() && !at.empty();
    seen.region_conflict = regions_known && !regions_.agree(region_, at);
    seen.score = seen.related.score;
    weigh_code(seen, applicant);
    if (seen.related.relation == Relation::none) seen.reasons.push_back({ReasonKind::name_different, {}});
    for (Reason& reason : seen.related.reasons) seen.reasons.push_back(std::move(reason));
    if (regions_known && !seen.region_conflict) {
      seen.score += kRegionAgrees;
      seen.reasons.push_back({ReasonKind::region_agrees, {}});
    } else if (regions_known) {
      seen.score += kRegionConflict;
      seen.reasons.push_back({ReasonKind::region_conflict, {out_.region, regions_.places()[at.front()].name}});
    }
    add_doubts(seen);
    seen.certainty = certainty_of(seen);
  }

  void weigh_code(Seen& seen, const Applicant& applicant) const {
    const auto say = [&](ReasonKind kind, int score, std::vector<std::string> arguments) {
      seen.score += score;
      seen.reasons.push_back({kind, std::move(arguments)});
    };
    switch (seen.code) {
      case CodeMeeting::silent: break;
      case CodeMeeting::equal: say(ReasonKind::code_equal, kCodeEqual, {}); break;
      case CodeMeeting::same_organisation: say(ReasonKind::code_same_organisation, kCodeSameOrganisation, {code_.signs}); break;
      case CodeMeeting::similar: say(ReasonKind::code_similar, kCodeSimilar, {code_.signs, applicant.code}); break;
      case CodeMeeting::not_comparable: say(ReasonKind::code_not_comparable, 0, {code_.signs, applicant.code}); break;
      case CodeMeeting::different: say(ReasonKind::code_different, kCodeDifferent, {code_.signs, applicant.code}); break;
    }
  }

  void add_doubts(Seen& seen) const {
    const auto say = [&](ReasonKind kind, std::string argument) { seen.reasons.push_back({kind, {std::move(argument)}}); };
    if (seen.code == CodeMeeting::equal && holders_.size() > 1) say(ReasonKind::code_shared, std::to_string(holders_.size()));
    if (seen.code != CodeMeeting::equal && !holders_.empty()) say(ReasonKind::code_elsewhere, applicants_[holders_.front()].id);
    if (!same_name(seen.related.relation) || seen.other) return;
    if (holders_of_name(false) > 1) say(ReasonKind::name_shared, std::to_string(holders_of_name(false)));
    for (const EntryId id : index_.spelled(name_.spelled)) {
      if (entries_[id].former && entries_[id].applicant != seen.applicant)
        say(ReasonKind::name_also_former, applicants_[entries_[id].applicant].id);
    }
    for (const std::uint32_t applicant : pointed_at_) {
      if (applicant != seen.applicant) say(ReasonKind::other_elsewhere, applicants_[applicant].id);
    }
  }

  Certainty certainty_of(const Seen& seen) const {
    const Relation relation = seen.related.relation;
    if (part_ == 0 && !name_.cut && (certain_by_name(seen) || certain_by_code(seen))) return Certainty::certain;
    if (seen.code == CodeMeeting::equal || seen.code == CodeMeeting::same_organisation) return Certainty::likely;
    if (seen.code == CodeMeeting::different || !holders_.empty() || name_.personal) return Certainty::possible;
    if (same_name(relation)) return Certainty::likely;
    return nearly_same_name(relation) && !seen.region_conflict ? Certainty::likely : Certainty::possible;
  }

  // Two applicants who are both likely by their names leave the choice open. Those whom the code names are told apart by it.
  void demote_equals() {
    std::vector<Seen*> likely;
    const bool settled =
        std::any_of(seen_.begin(), seen_.end(), [](const auto& each) { return each.second.certainty == Certainty::certain; });
    for (auto& [applicant, seen] : seen_) {
      if (seen.certainty == Certainty::likely && seen.code != CodeMeeting::equal) likely.push_back(&seen);
    }
    if (likely.size() + (settled ? 1 : 0) < 2) return;
    for (Seen* seen : likely) {
      seen->certainty = Certainty::possible;
      seen->reasons.push_back({ReasonKind::not_the_only_one, {}});
    }
  }

  void remark_on_code() {
    const auto remark = [&](ReasonKind kind, std::vector<std::string> arguments) { out_.remarks.push_back({kind, std::move(arguments)}); };
    if (code_.form == CodeForm::other) remark(ReasonKind::code_form, {out_.code});
    if (!code_.check_fits) {
      const auto asked = credit_check_sign(std::string_view(code_.signs).substr(0, kCreditCodeLength - 1));
      remark(ReasonKind::code_check, {code_.signs, std::string(1, asked.value_or('?'))});
    }
    if (!code_.could_be.empty()) remark(ReasonKind::code_could_be, {out_.code, code_.could_be});
  }

  void put_out() {
    std::vector<Seen*> order;
    for (auto& [applicant, seen] : seen_) order.push_back(&seen);
    std::sort(order.begin(), order.end(), [](const Seen* a, const Seen* b) {
      if (a->certainty != b->certainty) return a->certainty > b->certainty;
      if (a->score != b->score) return a->score > b->score;
      return a->applicant < b->applicant;
    });
    if (order.size() > kMostCandidates) order.resize(kMostCandidates);
    for (Seen* seen : order)
      out_.candidates.push_back({applicants_[seen->applicant].id, seen->certainty, seen->score, std::move(seen->reasons)});
  }

  const Regions& regions_;
  const SignTable& signs_;
  const NameReader& reader_;
  const std::vector<Applicant>& applicants_;
  const std::vector<PrintedCode>& codes_;
  const std::vector<Places>& registered_at_;
  const std::vector<Entry>& entries_;
  const NameIndex& index_;
  Name name_;
  std::vector<Name> others_;
  PrintedCode code_;
  Places region_;
  std::size_t part_;
  std::vector<std::uint32_t> holders_, members_;  // of the printed code
  std::set<std::uint32_t> named_, pointed_at_;
  std::map<std::uint32_t, Seen> seen_;
  Match out_;
};

}  // namespace

Matcher::Matcher(std::vector<Applicant> applicants, std::vector<Place> places)
    : state_(std::make_unique<State>(std::move(applicants), std::move(places))) {}
Matcher::~Matcher() = default;

std::vector<Match> Matcher::match(const Row& row) const {
  // A name that an applicant bears is one name, whatever signs it holds.
  const bool whole = !state_->index.spelled(state_->reader.printed(row.name).spelled).empty();
  const std::vector<std::string> parts = whole ? std::vector{row.name} : NameReader::parts(row.name);
  std::vector<Match> out;
  for (std::size_t i = 0; i < parts.size(); ++i) out.push_back(Matching(*state_, row, parts[i], parts.size() > 1 ? i + 1 : 0).run());
  return out;
}

std::vector<Match> Matcher::match(const std::vector<Row>& rows) const {
  std::vector<Match> out;
  for (const Row& row : rows) {
    for (Match& each : match(row)) out.push_back(std::move(each));
  }
  std::map<std::string, std::vector<std::size_t>> first;  // applicant → places in `out` of the automatic matches
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (const std::string id = out[i].automatic(); !id.empty()) first[id].push_back(i);
  }
  for (const auto& [id, places] : first) {
    for (std::size_t k = 0; k < places.size() && places.size() > 1; ++k) {
      const std::size_t beside = out[places[k == 0 ? 1 : 0]].row;
      out[places[k]].candidates.front().reasons.push_back({ReasonKind::also_row, {std::to_string(beside)}});
    }
  }
  return out;
}

}  // namespace zhidui::matching
