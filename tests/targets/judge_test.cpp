// Which figure counts, and what follows: every status, and the days at its edges.
#include "fixture.h"

namespace zhidui::targets {
namespace {

using base::Rational;

const std::string kCount = "成果量";

TEST_CASE("met, missed and exactly met") {
  const auto status = [](const std::string& number) {
    return judged(from_values(value(kCount, "2025-12-31", number, "件")), kCount, "2026-03-01");
  };
  CHECK(status("700000").status == Status::met);
  CHECK(status("700000").difference == Rational(0));
  CHECK(status("700001").status == Status::met);
  CHECK(status("700001").difference == Rational(1));
  const Judged missed = status("699999");
  CHECK(missed.status == Status::missed);
  CHECK(missed.difference == Rational(-1));
  CHECK(!missed.early);
}

TEST_CASE("each comparison of a goal") {
  struct Row {
    const char *indicator, *number, *unit;
    Status status;
  };
  const std::vector<Row> rows{{"平均审查周期", "12", "个月", Status::met},
                              {"平均审查周期", "12.1", "个月", Status::missed},
                              {"差错", "2", "件", Status::met},
                              {"差错", "3", "件", Status::missed},
                              {"增量", "6", "件", Status::met},
                              {"增量", "5", "件", Status::missed},
                              {"实施率", "60", "%", Status::met},
                              {"实施率", "59.99", "%", Status::missed},
                              {"质押融资总额", "100", "亿元", Status::met},
                              {"质押融资总额", "999999.9999", "万元", Status::missed}};
  for (const Row& row : rows) {
    CAPTURE(row.indicator);
    CAPTURE(row.number);
    CHECK(judged(from_values(value(row.indicator, "2025", row.number, row.unit)), row.indicator, "2026-01-01").status == row.status);
  }
}

TEST_CASE("before the due day nothing is decided, on it everything is") {
  const Read read = from_values(value(kCount, "2024", "1", "件") + "," + value(kCount, "2025-06-30", "800000", "件"));
  const Judged before = judged(read, kCount, "2025-12-30");
  CHECK(before.status == Status::not_due);
  CHECK(before.reached);
  CHECK(before.figure->day == day("2025-06-30"));
  CHECK(before.difference == Rational(100'000));
  const Judged earlier = judged(read, kCount, "2025-06-29");
  CHECK(earlier.status == Status::not_due);
  CHECK(earlier.figure->day == day("2024-12-31"));
  CHECK(!earlier.reached);
  CHECK(earlier.after_day == 1);
  const Judged none = judged(read, kCount, "2024-12-30");
  CHECK(none.status == Status::not_due);
  CHECK(!none.figure);
  CHECK(none.after_day == 2);
  const Judged due = judged(read, kCount, "2025-12-31");
  CHECK(due.status == Status::met);
  CHECK(due.early);
  CHECK(due.after_day == 0);
}

TEST_CASE("the newest figure of the due period decides, later ones never") {
  const Read read = from_values(value(kCount, "2025-03-31", "900000", "件") + "," + value(kCount, "2025-12-31", "690000", "件") + "," +
                                value(kCount, "2026-01-01", "900000", "件") + "," + value(kCount, "2026", "950000", "件"));
  const Judged out = judged(read, kCount, "2027-01-01");
  CHECK(out.status == Status::missed);
  CHECK(out.figure->day == day("2025-12-31"));
  CHECK(out.after_due == 2);
  CHECK(out.after_day == 0);
}

TEST_CASE("a due day within a year: figures of that year up to it") {
  const auto status = [](const std::string& when) {
    return judged(from_values(value("登记数", when, "10", "件")), "登记数", "2026-01-01").status;
  };
  CHECK(status("2025-06-30") == Status::met);
  CHECK(status("2025-01-01") == Status::met);
  CHECK(status("2025-07-01") == Status::no_data);
  CHECK(status("2025") == Status::no_data);
  CHECK(status("2024") == Status::no_data);
}

TEST_CASE("without a figure of the period there is no data, and the newest before it is shown") {
  const Judged out = judged(from_values(value(kCount, "2024", "900000", "件")), kCount, "2026-01-01");
  CHECK(out.status == Status::no_data);
  CHECK(out.figure->day == day("2024-12-31"));
  const Judged none = judged(from_values(value(kCount, "2026-01-01", "900000", "件")), kCount, "2026-02-01");
  CHECK(none.status == Status::no_data);
  CHECK(!none.figure);
  CHECK(none.after_due == 1);
}

TEST_CASE("without a day, without a figure, and resting on an open reading") {
  const Judged undated = judged(from_values(value("保留数", "2024", "8", "所")), "保留数", "2026-01-01");
  CHECK(undated.status == Status::undated);
  CHECK(undated.reached);
  CHECK(judged(from_values(value("成果增多", "2024", "8", "成")), "成果增多", "2026-01-01").status == Status::qualitative);
  const Judged open = judged(from_values(value("推广数", "2025", "25", "件")), "推广数", "2026-01-01");
  CHECK(open.status == Status::undetermined);
  CHECK(open.figure);
  CHECK(open.reached);
}

TEST_CASE("every target has one status, whatever the day") {
  const Read read = from_values(value(kCount, "2025", "1", "件"));
  for (const char* on : {"1990-01-01", "2025-06-30", "2025-12-31", "2199-12-31"}) {
    const std::vector<Target> targets = targets_of(one_place().program, day(on));
    const std::vector<Judged> all = judge(one_place().program, targets, read.series, day(on));
    std::size_t sum = 0;
    for (const Status status : kStatuses) sum += count(all, status);
    CHECK(sum == targets.size());
    CHECK(targets.size() == 11);
  }
}

}  // namespace
}  // namespace zhidui::targets
