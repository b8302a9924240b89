// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/Theme.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QSettings>
#include <QStyle>
#include <algorithm>

#include "style/ChartColors.h"

namespace sagebench::ui {
namespace {

constexpr const char* kService = "org.freedesktop.portal.Desktop";
constexpr const char* kPath = "/org/freedesktop/portal/desktop";
constexpr const char* kInterface = "org.freedesktop.portal.Settings";
constexpr const char* kGroup = "org.freedesktop.appearance";
constexpr const char* kKey = "color-scheme";
constexpr const char* kSetting = "window/theme";

ThemeChoice rememberedChoice() {
    const int value = QSettings().value(kSetting, 0).toInt();
    return static_cast<ThemeChoice>(std::clamp(value, 0, 2));
}

struct Shades {
    QColor window, base, alternate, text, faint, button, highlight, highlighted, link;
};

constexpr QRgb kBlue = 0x0072b2;

Shades shades(bool dark) {
    if (dark) {
        return {0x24282e, 0x1b1e23, 0x21252b, 0xe8eaed, 0x8b93a0,
                0x30353d, 0x2f6f9f, 0xffffff, 0x7cc4f2};
    }
    return {0xf3f4f6, 0xffffff, 0xf6f7f9, 0x22252a, 0x7a8290, 0xfafbfc, kBlue, 0xffffff, 0x005a8c};
}

}  // namespace

std::optional<bool> isDarkScheme(unsigned value) {
    return value == 1 ? std::optional(true) : (value == 2 ? std::optional(false) : std::nullopt);
}

bool wantsDark(ThemeChoice choice, std::optional<bool> desktopIsDark, bool platformIsDark) {
    switch (choice) {
        case ThemeChoice::Light:
            return false;
        case ThemeChoice::Dark:
            return true;
        case ThemeChoice::System:
            break;
    }
    return desktopIsDark.value_or(platformIsDark);
}

QPalette themePalette(bool dark) {
    const Shades s = shades(dark);
    QPalette palette(s.button, s.window);
    palette.setColor(QPalette::Base, s.base);
    palette.setColor(QPalette::AlternateBase, s.alternate);
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText}) {
        palette.setColor(role, s.text);
        palette.setColor(QPalette::Disabled, role, s.faint);
    }
    palette.setColor(QPalette::ToolTipBase, s.window);
    palette.setColor(QPalette::PlaceholderText, s.faint);
    palette.setColor(QPalette::Highlight, s.highlight);
    palette.setColor(QPalette::HighlightedText, s.highlighted);
    palette.setColor(QPalette::Link, s.link);
    palette.setColor(QPalette::LinkVisited, s.link);
    return palette;
}

Theme::Theme(QObject* parent)
    : QObject(parent), choice_(rememberedChoice()), platformPalette_(QApplication::palette()) {
    askPortal();
    apply();
}

void Theme::choose(ThemeChoice choice) {
    choice_ = choice;
    QSettings().setValue(kSetting, static_cast<int>(choice));
    apply();
    Q_EMIT choiceChanged(choice);
}

void Theme::askPortal() {
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) {
        return;
    }
    bus.connect(kService, kPath, kInterface, "SettingChanged", this,
                SLOT(onPortalChanged(QString, QString, QDBusVariant)));
    QDBusMessage ask = QDBusMessage::createMethodCall(kService, kPath, kInterface, "Read");
    ask << kGroup << kKey;
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(ask), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (reply.isValid()) {
            takeScheme(reply.value().variant());
        }
    });
}

void Theme::onPortalChanged(const QString& group, const QString& key, const QDBusVariant& value) {
    if (group == kGroup && key == kKey) {
        takeScheme(value.variant());
    }
}

/// Read() wraps the value in one variant more than the signal does.
void Theme::takeScheme(const QVariant& value) {
    const QVariant inner =
        value.canConvert<QDBusVariant>() ? value.value<QDBusVariant>().variant() : value;
    desktopIsDark_ = isDarkScheme(inner.toUInt());
    apply();
}

void Theme::apply() {
    QApplication::setPalette(
        themePalette(wantsDark(choice_, desktopIsDark_, isDark(platformPalette_))));
}

}  // namespace sagebench::ui
