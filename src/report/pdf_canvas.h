// Private to report: sheets of A4 to draw text and lines on, as PDF. Pango and Cairo stay inside.
// Lengths are whole units, 1024 to a point, from the upper left corner.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"

namespace zhidui::report {

using Units = int;
constexpr Units points(int count) { return count * 1024; }

struct Colour {
  int red = 20, green = 20, blue = 20;
};
struct Type {
  int size = 10;  // points
  bool bold = false;
  Colour colour = {};
  bool right = false;  // aligned
};

// A text in lines of a width: no closing mark begins a line, no opening one ends it.
class Laid {
 public:
  Laid(Laid&& other) noexcept;
  Laid& operator=(Laid&&) = delete;
  Laid(const Laid&) = delete;
  ~Laid();
  std::size_t lines() const;
  Units height(std::size_t line) const;
  Units height() const;

 private:
  friend class Canvas;
  struct Inner;
  explicit Laid(std::unique_ptr<Inner> inner);
  std::unique_ptr<Inner> inner_;
};

class Canvas {
 public:
  static constexpr Units kWidth = points(595), kHeight = points(842);

  enum class Use { draw, measure };  // measure: no text is drawn
  Canvas(const std::string& title, Use use);
  ~Canvas();
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  Laid lay(Units width, const std::string& words, const Type& type) const;
  // On one line, cut with … where it is too long.
  Laid lay_line(Units width, const std::string& words, const Type& type) const;
  void show(const Laid& text, Units x, Units y);
  void show_line(const Laid& text, std::size_t line, Units x, Units y);
  void rule(Units left, Units right, Units y);
  void box(Units left, Units top, Units right, Units bottom);
  void stripe(Units left, Units top, Units bottom);
  void end_sheet();
  base::Result<std::string> finish();

 private:
  struct Inner;
  std::unique_ptr<Inner> inner_;
};

}  // namespace zhidui::report
