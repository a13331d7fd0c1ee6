//! Colours, type and spacing: paper, a serif for the article, a plain sans for the tool, little colour and all of it
//! meaning something.

use crate::model::{Standing, Status};
use crate::store::settings::Theme;
use egui::{
    Color32, Context, CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, TextStyle, ThemePreference, vec2,
};

/// The colours of one theme.
#[derive(Clone, Copy, Debug)]
pub struct Palette {
    /// Behind the article.
    pub paper: Color32,
    /// Behind the tool.
    pub chrome: Color32,
    /// Behind what is open, and behind fields.
    pub raised: Color32,
    /// Between parts.
    pub line: Color32,
    /// Text.
    pub ink: Color32,
    /// Text of less weight.
    pub soft: Color32,
    /// Where one is.
    pub accent: Color32,
    /// Behind the selected claim.
    pub selected: Color32,
    /// Behind selected text.
    pub selection: Color32,
    /// Verified, supports.
    pub ok: Color32,
    /// Wrong, contradicts.
    pub wrong: Color32,
    /// Query, recheck.
    pub query: Color32,
    /// Can't confirm, opinion.
    pub none: Color32,
    /// The line under an unchecked claim.
    pub todo: Color32,
    /// On a filled button.
    pub on_fill: Color32,
    /// Behind words that were added.
    pub added: Color32,
    /// Behind words that were removed.
    pub removed: Color32,
    /// Behind words that stand elsewhere.
    pub moved: Color32,
    /// Behind text that nobody has read.
    pub unread: Color32,
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// The light theme.
pub const LIGHT: Palette = Palette {
    paper: rgb(0xFC_FB_F8),
    chrome: rgb(0xF2_F0_EB),
    raised: rgb(0xFF_FF_FF),
    line: rgb(0xDE_DA_D1),
    ink: rgb(0x1E_22_27),
    soft: rgb(0x60_64_6B),
    accent: rgb(0x2A_5C_A6),
    selected: rgb(0xDC_E7_F7),
    selection: rgb(0xC9_DC_F5),
    ok: rgb(0x22_6B_41),
    wrong: rgb(0xB2_3A_2E),
    query: rgb(0x8A_58_00),
    none: rgb(0x6A_4F_A3),
    todo: rgb(0x86_89_8F),
    on_fill: rgb(0xFF_FF_FF),
    added: rgb(0xDD_F0_E3),
    removed: rgb(0xF6_DD_D9),
    moved: rgb(0xE7_E2_F3),
    unread: rgb(0xFF_F3_D6),
};

/// The dark theme.
pub const DARK: Palette = Palette {
    paper: rgb(0x1D_1F_22),
    chrome: rgb(0x25_28_2C),
    raised: rgb(0x2D_31_36),
    line: rgb(0x3E_43_49),
    ink: rgb(0xE6_E3_DC),
    soft: rgb(0xAE_B2_B8),
    accent: rgb(0x8F_B6_F0),
    selected: rgb(0x2A_3D_5A),
    selection: rgb(0x34_4C_70),
    ok: rgb(0x7C_CB_9A),
    wrong: rgb(0xF4_95_8B),
    query: rgb(0xE3_B2_55),
    none: rgb(0xC0_AD_F2),
    todo: rgb(0x8E_93_9A),
    on_fill: rgb(0x16_18_1B),
    added: rgb(0x1F_3D_2C),
    removed: rgb(0x4B_2A_27),
    moved: rgb(0x36_31_4D),
    unread: rgb(0x41_38_1F),
};

impl Palette {
    /// The colours of the theme that is shown.
    pub fn of(ctx: &Context) -> &'static Self {
        if ctx.theme() == egui::Theme::Dark { &DARK } else { &LIGHT }
    }

    /// The colour of what a claim's status counts for.
    pub fn standing(&self, standing: &Standing) -> Color32 {
        match (standing.recheck, standing.corrected) {
            (true, _) => self.query,
            (false, true) => self.ok,
            (false, false) => self.status(standing.status),
        }
    }

    /// The colour of a status.
    pub fn status(&self, status: Status) -> Color32 {
        match status {
            Status::Unchecked => self.soft,
            Status::Verified => self.ok,
            Status::Wrong => self.wrong,
            Status::Query => self.query,
            Status::CantConfirm | Status::Opinion => self.none,
        }
    }
}

/// The family of the tool's emphasised words.
pub fn strong_family() -> FontFamily {
    FontFamily::Name("strong".into())
}

/// The family of the article.
pub fn serif_family() -> FontFamily {
    FontFamily::Name("serif".into())
}

/// The family of headlines.
pub fn serif_strong_family() -> FontFamily {
    FontFamily::Name("serif strong".into())
}

/// The tool's words, at this size in points.
pub fn sans(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// The tool's emphasised words.
pub fn strong(size: f32) -> FontId {
    FontId::new(size, strong_family())
}

/// The article's words.
pub fn serif(size: f32) -> FontId {
    FontId::new(size, serif_family())
}

/// The article's headlines.
pub fn serif_strong(size: f32) -> FontId {
    FontId::new(size, serif_strong_family())
}

/// Sets both themes up.
pub fn install(ctx: &Context) {
    for (theme, palette) in [(egui::Theme::Light, &LIGHT), (egui::Theme::Dark, &DARK)] {
        ctx.style_mut_of(theme, |style| dress(style, palette));
    }
    ctx.options_mut(|options| {
        options.quit_shortcuts.clear();
        options.zoom_with_keyboard = false;
        options.fallback_theme = egui::Theme::Light;
    });
}

/// Shows the theme that was chosen.
pub fn choose(ctx: &Context, theme: Theme) {
    ctx.set_theme(match theme {
        Theme::Light => ThemePreference::Light,
        Theme::Dark => ThemePreference::Dark,
        Theme::System => ThemePreference::System,
    });
}

fn dress(style: &mut egui::Style, palette: &Palette) {
    let sizes =
        [(TextStyle::Small, 11.5), (TextStyle::Body, 13.5), (TextStyle::Button, 12.5), (TextStyle::Heading, 17.0)];
    for (text, size) in sizes {
        style.text_styles.insert(text, sans(size));
    }
    style.text_styles.insert(TextStyle::Monospace, FontId::new(13.0, FontFamily::Monospace));
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(7.0, 6.0);
    spacing.button_padding = vec2(9.0, 4.0);
    spacing.interact_size.y = 24.0;
    spacing.window_margin = Margin::same(18);
    spacing.menu_margin = Margin::same(6);
    let scroll = &mut spacing.scroll;
    scroll.fade.strength = 0.0;
    scroll.bar_width = 8.0;
    scroll.floating_width = 5.0;
    scroll.dormant_handle_opacity = 0.18;
    scroll.active_handle_opacity = 0.3;
    scroll.interact_handle_opacity = 0.5;
    scroll.dormant_background_opacity = 0.0;
    scroll.active_background_opacity = 0.0;
    style.animation_time = 0.08;
    dress_visuals(&mut style.visuals, palette);
}

fn dress_visuals(visuals: &mut egui::Visuals, palette: &Palette) {
    visuals.panel_fill = palette.chrome;
    visuals.window_fill = palette.raised;
    visuals.extreme_bg_color = palette.raised;
    visuals.text_edit_bg_color = Some(palette.raised);
    visuals.faint_bg_color = palette.chrome;
    visuals.code_bg_color = palette.chrome;
    visuals.window_stroke = Stroke::new(1.0, palette.line);
    visuals.window_corner_radius = CornerRadius::same(8);
    visuals.menu_corner_radius = CornerRadius::same(6);
    visuals.window_shadow = Shadow { offset: [0, 8], blur: 28, spread: 0, color: Color32::from_black_alpha(48) };
    visuals.popup_shadow = Shadow { offset: [0, 4], blur: 14, spread: 0, color: Color32::from_black_alpha(36) };
    visuals.hyperlink_color = palette.accent;
    visuals.weak_text_color = Some(palette.soft);
    visuals.warn_fg_color = palette.query;
    visuals.error_fg_color = palette.wrong;
    visuals.selection.bg_fill = palette.selection;
    visuals.selection.stroke = Stroke::new(1.5, palette.accent);
    // A caret that blinks repaints the window for ever.
    visuals.text_cursor.blink = false;
    visuals.text_cursor.stroke = Stroke::new(2.0, palette.accent);
    visuals.disabled_alpha = 0.6;
    let widgets = &mut visuals.widgets;
    let all = [
        (&mut widgets.noninteractive, palette.chrome, palette.line, palette.ink),
        (&mut widgets.inactive, palette.raised, palette.line, palette.ink),
        (&mut widgets.hovered, palette.raised, palette.soft, palette.ink),
        (&mut widgets.active, palette.selected, palette.accent, palette.ink),
        (&mut widgets.open, palette.raised, palette.soft, palette.ink),
    ];
    for (widget, fill, edge, text) in all {
        // The rails of sliders and the boxes of check marks, which would not be seen in the colour of their ground.
        widget.bg_fill = edge.gamma_multiply(0.8);
        widget.weak_bg_fill = fill;
        widget.bg_stroke = Stroke::new(1.0, edge);
        widget.fg_stroke = Stroke::new(1.0, text);
        widget.corner_radius = CornerRadius::same(5);
        widget.expansion = 0.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance and contrast by WCAG 2.2, section 1.4.3.
    fn contrast(one: Color32, two: Color32) -> f32 {
        let light = |colour: Color32| {
            let linear = |value: u8| {
                let value = f32::from(value) / 255.0;
                if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
        };
        let (one, two) = (light(one) + 0.05, light(two) + 0.05);
        one.max(two) / one.min(two)
    }

    #[test]
    fn text_can_be_read_on_everything_it_stands_on() {
        for palette in [LIGHT, DARK] {
            let texts =
                [palette.ink, palette.soft, palette.accent, palette.ok, palette.wrong, palette.query, palette.none];
            for text in texts {
                for ground in [palette.paper, palette.chrome, palette.raised, palette.selected] {
                    assert!(contrast(text, ground) >= 4.5, "{text:?} on {ground:?}: {}", contrast(text, ground));
                }
            }
            for fill in [palette.ok, palette.wrong, palette.query, palette.none, palette.accent, palette.soft] {
                assert!(contrast(palette.on_fill, fill) >= 4.5, "on {fill:?}: {}", contrast(palette.on_fill, fill));
            }
            for ground in [palette.selection, palette.added, palette.removed, palette.moved, palette.unread] {
                assert!(contrast(palette.ink, ground) >= 4.5, "ink on {ground:?}");
            }
            assert!(contrast(palette.wrong, palette.removed) >= 4.5, "{}", contrast(palette.wrong, palette.removed));
            assert!(contrast(palette.todo, palette.paper) >= 3.0, "a line needs three to one");
        }
    }
}
