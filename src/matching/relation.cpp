#include "matching/relation.h"

#include <algorithm>
#include <utility>

namespace zhidui::matching {

namespace {

constexpr std::size_t kLeastShortName = 3, kLeastContained = 6;  // signs

constexpr std::pair<Step, ReasonKind> kSteps[] = {{Step::invisible, ReasonKind::step_invisible}, {Step::width, ReasonKind::step_width},
                                                  {Step::brackets, ReasonKind::step_brackets},   {Step::spaces, ReasonKind::step_spaces},
                                                  {Step::capitals, ReasonKind::step_capitals},   {Step::dots, ReasonKind::step_dots},
                                                  {Step::marks, ReasonKind::step_marks},         {Step::serial, ReasonKind::step_serial}};

// Steps that one of the two went through; where both went through the same ones in different ways, all of them.
std::vector<Reason> steps_between(const Name& a, const Name& b) {
  std::vector<Reason> some, all;
  for (const auto& [step, kind] : kSteps) {
    if (a.took(step) != b.took(step)) some.push_back({kind, {}});
    if (a.took(step) || b.took(step)) all.push_back({kind, {}});
  }
  return some.empty() ? all : some;
}

std::string place_words(const Places& places, const Regions& regions) {
  return places.empty() ? "—" : regions.places()[places.front()].name;
}

// How many slips of the pen are allowed between names of that length: in a short one every sign counts.
std::size_t allowed_slips(std::size_t length) { return length < 3 ? 0 : length < 6 ? 1 : length < 10 ? 2 : 3; }

bool is_subsequence(const Wide& part, const Wide& whole) {
  std::size_t at = 0;
  for (const char32_t c : whole) {
    if (at < part.size() && part[at] == c) ++at;
  }
  return at == part.size();
}

// One slip in words.
Reason slip_reason(const Wide& list, const Wide& registered, const SignTable& signs) {
  std::size_t at = 0;
  while (at < list.size() && at < registered.size() && list[at] == registered[at]) ++at;
  const auto sign = [](const Wide& text, std::size_t index, std::size_t count = 1) { return narrow(Wide(text.substr(index, count))); };
  if (list.size() < registered.size()) return {ReasonKind::sign_missing, {sign(registered, at)}};
  if (list.size() > registered.size()) return {ReasonKind::sign_extra, {sign(list, at)}};
  if (list.substr(at + 1) != registered.substr(at + 1)) return {ReasonKind::signs_swapped, {sign(list, at, 2)}};
  const char32_t a = list[at], b = registered[at];
  ReasonKind kind = ReasonKind::sign_other;
  if (signs.same_numeral(a, b)) kind = ReasonKind::sign_numeral;
  else if (signs.look_alike(a, b)) kind = ReasonKind::sign_look;
  else if (signs.sound_alike(a, b)) kind = ReasonKind::sign_sound;
  return {kind, {sign(list, at), sign(registered, at)}};
}

class Relating {
 public:
  Relating(const Name& list, const Name& registered, const Sides& sides, const Regions& regions, const SignTable& signs)
      : list_(list),
        registered_(registered),
        list_places_(list.places.empty() ? sides.list : list.places),
        registered_places_(registered.places.empty() ? sides.registered : registered.places),
        regions_(regions),
        signs_(signs) {}

  Related run() {
    if (!same() && !one_body() && !near()) return {};
    if (list_.cut && out_.relation > Relation::short_name) set(Relation::short_name, 650, {ReasonKind::cut, {}});
    return std::move(out_);
  }

 private:
  bool set(Relation relation, int score, Reason reason) {
    out_.relation = relation;
    out_.score += score;
    out_.reasons.push_back(std::move(reason));
    return true;
  }
  bool places_exclude() const {
    return !list_places_.empty() && !registered_places_.empty() && !regions_.agree(list_places_, registered_places_);
  }
  Reason places_reason() const {
    return {ReasonKind::division_conflict, {place_words(list_places_, regions_), place_words(registered_places_, regions_)}};
  }

  // The same name, in a stronger or weaker form.
  bool same() {
    if (list_.printed == registered_.printed) return set(Relation::identical, 1000, {ReasonKind::name_identical, {}});
    if (list_.spelled == registered_.spelled) {
      set(Relation::spelled, 980, {ReasonKind::name_spelled, {}});
      for (Reason& each : steps_between(list_, registered_)) out_.reasons.push_back(std::move(each));
      return true;
    }
    if (list_.simple == registered_.simple) return set(Relation::script, 950, {ReasonKind::name_script, {}});
    if (list_.formed == registered_.formed) {
      const bool form = list_.took(Step::form) != registered_.took(Step::form);
      return form ? set(Relation::form, 930, {ReasonKind::name_form, {}}) : set(Relation::script, 940, {ReasonKind::name_punctuation, {}});
    }
    return list_.core == registered_.core && !list_.core.empty() && same_core();
  }

  bool same_core() {
    std::string remark;
    for (const Wide& each : list_.remarks) remark += (remark.empty() ? "" : "; ") + narrow(each);
    for (const Wide& each : registered_.remarks) remark += (remark.empty() ? "" : "; ") + narrow(each);
    if (!remark.empty()) out_.reasons.push_back({ReasonKind::note_left_out, {remark}});
    if (places_exclude()) return set(Relation::other_places, 400, places_reason());
    if (list_.places == registered_.places && !remark.empty()) {
      out_.relation = Relation::division;
      out_.score += 920;
      return true;
    }
    const bool left_out = list_.places.empty() != registered_.places.empty();
    return set(Relation::division, left_out ? 900 : 910, {left_out ? ReasonKind::division_left_out : ReasonKind::division_other_way, {}});
  }

  // Two names that belong together and are not of the same: branches, groups, parts.
  bool one_body() {
    if (list_.stem == registered_.stem && list_.stem.size() > 1 && list_.parent.empty() && registered_.parent.empty()) {
      const auto group = [](const Name& name) { return name.core.find(U"集团") != Wide::npos; };
      const ReasonKind kind = group(list_) != group(registered_) ? ReasonKind::group_differs : ReasonKind::form_changed;
      add_places(100);
      return set(Relation::form_changed, 750, {kind, {}});
    }
    if (!list_.parent.empty() && list_.parent == registered_.core)
      return set(Relation::branch, 600, {list_.branch ? ReasonKind::branch_of_applicant : ReasonKind::part_of_applicant, {}});
    if (!registered_.parent.empty() && registered_.parent == list_.core)
      return set(Relation::branch, 600, {ReasonKind::parent_of_applicant, {}});
    if (list_.branch && registered_.branch && list_.parent == registered_.parent)
      return set(Relation::sister, 500, {ReasonKind::sister_branch, {}});
    for (const Wide& remark : list_.remarks) {
      if (remark == registered_.core && remark.size() >= kLeastShortName)
        return set(Relation::contains, 700, {ReasonKind::in_brackets, {narrow(remark)}});
    }
    return false;
  }

  void add_places(int lost) {
    if (!places_exclude()) return;
    out_.reasons.push_back(places_reason());
    out_.score -= lost;
  }

  bool near() {
    const Wide* best[2] = {nullptr, nullptr};
    const std::size_t limit = allowed_slips(std::max(list_.stem.size(), registered_.stem.size()));
    std::size_t least = limit + 1;
    const Wide* pairs[][2] = {{&list_.stem, &registered_.stem}, {&list_.core, &registered_.core}, {&list_.formed, &registered_.formed}};
    for (const auto& pair : pairs) {
      const std::size_t found = slips(*pair[0], *pair[1], limit);
      if (found > 0 && found < least) least = found, best[0] = pair[0], best[1] = pair[1];
    }
    if (least <= limit) {
      const auto length = static_cast<int>(std::max(best[0]->size(), best[1]->size()));
      const Reason reason = least == 1 ? slip_reason(*best[0], *best[1], signs_) : Reason{ReasonKind::signs_other, {std::to_string(least)}};
      const bool alike =
          reason.kind == ReasonKind::sign_look || reason.kind == ReasonKind::sign_sound || reason.kind == ReasonKind::sign_numeral;
      add_places(150);
      return set(Relation::near, 800 - 60 * static_cast<int>(least) - 600 * static_cast<int>(least) / length + (alike ? 60 : 0), reason);
    }
    return shorter();
  }

  bool shorter() {
    const bool begins = list_.core.size() >= kLeastShortName && registered_.core.starts_with(list_.core);
    const bool picks = list_.stem.size() >= kLeastShortName && !registered_.stem.empty() &&
                       list_.stem.front() == registered_.stem.front() && list_.parent.empty() &&
                       list_.stem.size() * 2 >= registered_.stem.size() && is_subsequence(list_.stem, registered_.stem);
    if (begins || picks) {
      add_places(150);
      return set(Relation::short_name, begins ? 640 : 560, {begins ? ReasonKind::cut : ReasonKind::short_name, {}});
    }
    const bool holds = registered_.formed.size() >= kLeastContained && list_.formed.find(registered_.formed) != Wide::npos;
    return holds && set(Relation::contains, 550, {ReasonKind::contains, {}});
  }

  const Name& list_;
  const Name& registered_;
  const Places& list_places_;
  const Places& registered_places_;
  const Regions& regions_;
  const SignTable& signs_;
  Related out_;
};

}  // namespace

Related relate(const Name& list, const Name& registered, const Sides& sides, const Regions& regions, const SignTable& signs) {
  return Relating(list, registered, sides, regions, signs).run();
}

std::size_t slips(const Wide& a, const Wide& b, std::size_t limit) {
  const std::size_t apart = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (apart > limit) return limit + 1;
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j < row.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    std::size_t least = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1), last[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > limit) return limit + 1;
    before.swap(last);
    last.swap(row);
  }
  return std::min(last[b.size()], limit + 1);
}

}  // namespace zhidui::matching
