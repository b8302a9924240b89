// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPalette>
#include <optional>

class QDBusVariant;

namespace sagebench::ui {

enum class ThemeChoice { System, Light, Dark };

/// Light or dark for the whole application. `System` follows the desktop portal's `color-scheme`
/// (org.freedesktop.appearance), or where there is none, the palette that the platform gave.
/// Widgets see a change as QEvent::PaletteChange.
class Theme : public QObject {
    Q_OBJECT
  public:
    explicit Theme(QObject* parent = nullptr);

    ThemeChoice choice() const { return choice_; }
    /// Remembered in QSettings.
    void choose(ThemeChoice choice);

  Q_SIGNALS:
    void choiceChanged(sagebench::ui::ThemeChoice choice);

  private Q_SLOTS:
    void onPortalChanged(const QString& group, const QString& key, const QDBusVariant& value);

  private:
    void askPortal();
    void takeScheme(const QVariant& value);
    void apply();

    ThemeChoice choice_ = ThemeChoice::System;
    std::optional<bool> desktopIsDark_;
    QPalette platformPalette_;
};

/// Pure. What the portal's value (0 no preference, 1 dark, 2 light) says; absent: nothing.
std::optional<bool> isDarkScheme(unsigned value);
/// Pure.
bool wantsDark(ThemeChoice choice, std::optional<bool> desktopIsDark, bool platformIsDark);
QPalette themePalette(bool dark);

}  // namespace sagebench::ui
