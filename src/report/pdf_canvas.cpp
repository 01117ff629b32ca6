#include "report/pdf_canvas.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <map>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/utf8.h"
#include "report/pdf.h"

namespace zhidui::report {

namespace {

static_assert(points(1) == PANGO_SCALE);

constexpr const char* kFamilies = "Noto Sans CJK SC,Noto Sans SC,Source Han Sans SC,WenQuanYi Micro Hei,sans-serif";
constexpr const char* kCreated = "2000-01-01T00:00:00Z";  // the bytes do not depend on the clock
constexpr Units kLeading = points(2);
constexpr Colour kRule{150, 150, 150};

struct Freed {
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  void operator()(PangoContext* context) const { g_object_unref(context); }
  void operator()(PangoLayoutIter* iterator) const { pango_layout_iter_free(iterator); }
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* canvas) const { cairo_destroy(canvas); }
  void operator()(cairo_font_options_t* options) const { cairo_font_options_destroy(options); }
};
template <class T>
using Owned = std::unique_ptr<T, Freed>;

constexpr int kEm = 1000;  // outlines are taken at this size and scaled to 1
cairo_user_data_key_t face_key;

auto in_points(int units) { return units * (1.0 / PANGO_SCALE); }

cairo_scaled_font_t* at_em(cairo_font_face_t* face) {
  cairo_matrix_t size, plain;
  cairo_matrix_init_scale(&size, kEm, kEm);
  cairo_matrix_init_identity(&plain);
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_scaled_font_t* made = cairo_scaled_font_create(face, &size, &plain, options);
  cairo_font_options_destroy(options);
  return made;
}

cairo_status_t take_bytes(void* into, const unsigned char* bytes, unsigned count) {
  static_cast<std::string*>(into)->append(bytes, bytes + count);
  return CAIRO_STATUS_SUCCESS;
}

// A font and its outlines.
struct Face {
  explicit Face(cairo_font_face_t* real) : font(at_em(real)), shown(cairo_user_font_face_create()) {
    surface = cairo_recording_surface_create(CAIRO_CONTENT_ALPHA, nullptr);
    canvas = cairo_create(surface);
    cairo_set_scaled_font(canvas, font);
    cairo_font_face_set_user_data(shown, &face_key, this, nullptr);
    cairo_user_font_face_set_render_glyph_func(shown, render);
  }
  Face(const Face&) = delete;
  Face& operator=(const Face&) = delete;
  ~Face() {
    for (const auto& [glyph, path] : outlines) cairo_path_destroy(path);
    cairo_font_face_destroy(shown);
    cairo_destroy(canvas);
    cairo_surface_destroy(surface);
    cairo_scaled_font_destroy(font);
  }

  const cairo_path_t* outline(unsigned long glyph) {
    const auto [found, made] = outlines.try_emplace(glyph, nullptr);
    if (!made) return found->second;
    const cairo_glyph_t at{glyph, 0, 0};
    cairo_new_path(canvas);
    cairo_glyph_path(canvas, &at, 1);
    found->second = cairo_copy_path(canvas);
    return found->second;
  }

  static cairo_status_t render(cairo_scaled_font_t* scaled, unsigned long glyph, cairo_t* into, cairo_text_extents_t* extents) {
    auto* face = static_cast<Face*>(cairo_font_face_get_user_data(cairo_scaled_font_get_font_face(scaled), &face_key));
    const cairo_glyph_t at{glyph, 0, 0};
    cairo_text_extents_t measured;
    cairo_scaled_font_glyph_extents(face->font, &at, 1, &measured);
    extents->x_advance = measured.x_advance / kEm;
    extents->y_advance = 0;
    cairo_scale(into, 1.0 / kEm, 1.0 / kEm);
    cairo_append_path(into, face->outline(glyph));
    cairo_fill(into);
    return CAIRO_STATUS_SUCCESS;
  }

  cairo_scaled_font_t* font;
  cairo_font_face_t* shown;
  cairo_surface_t* surface = nullptr;
  cairo_t* canvas = nullptr;
  std::map<unsigned long, cairo_path_t*> outlines;
};

// Glyphs drawn by their outlines. The PDF holds each glyph that is used as a drawing with its character, so that it looks the
// same everywhere and can be searched and copied. (Cairo 1.16 loses some glyphs when it cuts CFF fonts such as Noto CJK down
// itself.)
class OutlineFonts {
 public:
  void show_line(cairo_t* canvas, const PangoLayoutLine* line, const char* text, int x, int y) {
    for (const GSList* each = line->runs; each; each = each->next) {
      const auto& run = *static_cast<const PangoGlyphItem*>(each->data);
      show_run(canvas, run, text, x, y);
      x += pango_glyph_string_get_width(run.glyphs);
    }
  }

 private:
  void show_run(cairo_t* canvas, const PangoGlyphItem& run, const char* text, int x, int y) {
    PangoFont* font = run.item->analysis.font;
    if (!font) return;
    cairo_scaled_font_t* scaled = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font));
    std::vector<cairo_glyph_t> glyphs;
    std::vector<cairo_text_cluster_t> clusters;
    const auto is_drawn = [&](int i) {
      const PangoGlyph glyph = run.glyphs->glyphs[i].glyph;
      return glyph != PANGO_GLYPH_EMPTY && (glyph & PANGO_GLYPH_UNKNOWN_FLAG) == 0;
    };
    for (int i = 0; i < run.glyphs->num_glyphs; ++i) {
      const PangoGlyphInfo& info = run.glyphs->glyphs[i];
      const auto left = in_points(x + info.geometry.x_offset), base = in_points(y + info.geometry.y_offset);
      if (is_drawn(i)) glyphs.push_back({info.glyph, left, base});
      x += info.geometry.width;
    }
    // Clusters in the order of the text; glyphs of a run from right to left stand the other way round.
    PangoGlyphItem walked = run;  // the iterator does not change it, but will not take it as constant
    PangoGlyphItemIter at;
    for (gboolean more = pango_glyph_item_iter_init_start(&at, &walked, text); more; more = pango_glyph_item_iter_next_cluster(&at)) {
      const bool backward = at.end_glyph < at.start_glyph;
      cairo_text_cluster_t cluster{at.end_index - at.start_index, 0};
      for (int i = backward ? at.end_glyph + 1 : at.start_glyph; i < (backward ? at.start_glyph + 1 : at.end_glyph); ++i)
        cluster.num_glyphs += is_drawn(i) ? 1 : 0;
      clusters.push_back(cluster);
    }
    if (glyphs.empty()) return;
    cairo_matrix_t size;
    cairo_scaled_font_get_font_matrix(scaled, &size);
    cairo_set_font_face(canvas, of(cairo_scaled_font_get_font_face(scaled)).shown);
    cairo_set_font_matrix(canvas, &size);
    const char* begin = text + run.item->offset;
    const bool leftward = run.item->analysis.level % 2 != 0;
    cairo_show_text_glyphs(canvas, begin, run.item->length, glyphs.data(), static_cast<int>(glyphs.size()), clusters.data(),
                           static_cast<int>(clusters.size()), leftward ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : cairo_text_cluster_flags_t{});
  }

  Face& of(cairo_font_face_t* real) {
    auto& face = faces[real];
    if (!face) face = std::make_unique<Face>(real);
    return *face;
  }
  std::map<cairo_font_face_t*, std::unique_ptr<Face>> faces;  // the key lives as long as the face, which holds its font
};

// Outlines are taken once for all documents.
OutlineFonts& fonts() {
  static OutlineFonts all;
  return all;
}

}  // namespace

struct Laid::Inner {
  Owned<PangoLayout> layout;
  Colour colour;
  struct Line {
    Units left, top, height, baseline;
  };
  std::vector<Line> lines;
};

Laid::Laid(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}
Laid::Laid(Laid&& other) noexcept = default;
Laid::~Laid() = default;
std::size_t Laid::lines() const { return inner_->lines.size(); }
Units Laid::height(std::size_t line) const { return inner_->lines[line].height + kLeading; }
Units Laid::height() const {
  Units sum = 0;
  for (std::size_t i = 0; i < lines(); ++i) sum += height(i);
  return sum;
}

struct Canvas::Inner {
  std::string bytes;
  Owned<cairo_surface_t> surface;
  Owned<cairo_t> canvas;
  Owned<PangoContext> context;
  bool drawing = true;

  void colour(const Colour& c) const { cairo_set_source_rgb(canvas.get(), c.red / 255.0, c.green / 255.0, c.blue / 255.0); }

  // One for all texts: finding fonts is the costly part.
  void prepare() {
    context.reset(pango_cairo_create_context(canvas.get()));
    // Chinese forms of characters that Japanese writes differently.
    pango_context_set_language(context.get(), pango_language_from_string("zh-CN"));
    // The same metrics on every machine.
    const Owned<cairo_font_options_t> options(cairo_font_options_create());
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context.get(), options.get());
    pango_cairo_context_set_resolution(context.get(), 72);
  }

  Owned<PangoLayout> layout(const std::string& words, const Type& type) const {
    Owned<PangoLayout> made(pango_layout_new(context.get()));
    const Owned<PangoFontDescription> font(pango_font_description_from_string(kFamilies));
    pango_font_description_set_size(font.get(), points(type.size));
    if (type.bold) pango_font_description_set_weight(font.get(), PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(made.get(), font.get());
    pango_layout_set_wrap(made.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_auto_dir(made.get(), FALSE);
    if (type.right) pango_layout_set_alignment(made.get(), PANGO_ALIGN_RIGHT);
    const std::string seen = base::visible(words);
    pango_layout_set_text(made.get(), seen.data(), static_cast<int>(seen.size()));
    return made;
  }

  static std::unique_ptr<Laid::Inner> measured(Owned<PangoLayout> layout, const Type& type) {
    auto laid = std::make_unique<Laid::Inner>();
    laid->layout = std::move(layout);
    laid->colour = type.colour;
    const Owned<PangoLayoutIter> at(pango_layout_get_iter(laid->layout.get()));
    do {
      PangoRectangle seen, logical;
      pango_layout_iter_get_line_extents(at.get(), &seen, &logical);
      laid->lines.push_back({logical.x, logical.y, logical.height, pango_layout_iter_get_baseline(at.get()) - logical.y});
    } while (pango_layout_iter_next_line(at.get()));
    return laid;
  }
};

Canvas::Canvas(const std::string& title, Use use) : inner_(std::make_unique<Inner>()) {
  inner_->drawing = use == Use::draw;
  inner_->surface.reset(cairo_pdf_surface_create_for_stream(take_bytes, &inner_->bytes, 595, 842));
  cairo_pdf_surface_set_metadata(inner_->surface.get(), CAIRO_PDF_METADATA_TITLE, base::visible(title).c_str());
  cairo_pdf_surface_set_metadata(inner_->surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, kCreated);
  cairo_pdf_surface_set_metadata(inner_->surface.get(), CAIRO_PDF_METADATA_MOD_DATE, kCreated);
  inner_->canvas.reset(cairo_create(inner_->surface.get()));
  inner_->prepare();
}
Canvas::~Canvas() = default;

Laid Canvas::lay(Units width, const std::string& words, const Type& type) const {
  Owned<PangoLayout> layout = inner_->layout(words, type);
  pango_layout_set_width(layout.get(), width);
  return Laid(Inner::measured(std::move(layout), type));
}

Laid Canvas::lay_line(Units width, const std::string& words, const Type& type) const {
  Owned<PangoLayout> layout = inner_->layout(words, type);
  pango_layout_set_width(layout.get(), width);
  pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
  return Laid(Inner::measured(std::move(layout), type));
}

void Canvas::show(const Laid& text, Units x, Units y) {
  for (std::size_t i = 0; i < text.lines(); ++i) {
    show_line(text, i, x, y);
    y += text.height(i);
  }
}

void Canvas::show_line(const Laid& text, std::size_t line, Units x, Units y) {
  if (!inner_->drawing) return;
  const Laid::Inner& laid = *text.inner_;
  const PangoLayoutLine* of = pango_layout_get_line_readonly(laid.layout.get(), static_cast<int>(line));
  CHECK(of != nullptr);
  inner_->colour(laid.colour);
  fonts().show_line(inner_->canvas.get(), of, pango_layout_get_text(laid.layout.get()), x + laid.lines[line].left,
                    y + laid.lines[line].baseline);
}

void Canvas::rule(Units left, Units right, Units y) {
  cairo_t* canvas = inner_->canvas.get();
  inner_->colour(kRule);
  cairo_set_line_width(canvas, 0.5);
  cairo_move_to(canvas, in_points(left), in_points(y));
  cairo_line_to(canvas, in_points(right), in_points(y));
  cairo_stroke(canvas);
}

void Canvas::box(Units left, Units top, Units right, Units bottom) {
  cairo_t* canvas = inner_->canvas.get();
  inner_->colour(kRule);
  cairo_set_line_width(canvas, 0.5);
  cairo_rectangle(canvas, in_points(left), in_points(top), in_points(right - left), in_points(bottom - top));
  cairo_stroke(canvas);
}

void Canvas::stripe(Units left, Units top, Units bottom) {
  cairo_t* canvas = inner_->canvas.get();
  inner_->colour(kRule);
  cairo_rectangle(canvas, in_points(left), in_points(top), 2, in_points(bottom - top));
  cairo_fill(canvas);
}

void Canvas::end_sheet() { cairo_show_page(inner_->canvas.get()); }

base::Result<std::string> Canvas::finish() {
  inner_->canvas.reset();
  cairo_surface_finish(inner_->surface.get());
  const cairo_status_t status = cairo_surface_status(inner_->surface.get());
  if (status != CAIRO_STATUS_SUCCESS) return base::Error{base::Error::Code::limit, std::string("PDF: ") + cairo_status_to_string(status)};
  return std::move(inner_->bytes);
}

bool has_chinese_font() {
  static const bool found = [] {
    Owned<cairo_surface_t> surface(cairo_recording_surface_create(CAIRO_CONTENT_COLOR, nullptr));
    Owned<cairo_t> canvas(cairo_create(surface.get()));
    Owned<PangoLayout> layout(pango_cairo_create_layout(canvas.get()));
    Owned<PangoFontDescription> font(pango_font_description_from_string(kFamilies));
    pango_layout_set_font_description(layout.get(), font.get());
    pango_layout_set_text(layout.get(), "政策兑现，应得多少", -1);
    return pango_layout_get_unknown_glyphs_count(layout.get()) == 0;
  }();
  return found;
}

}  // namespace zhidui::report
