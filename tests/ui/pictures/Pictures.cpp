// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pictures/Pictures.h"

#include <QAbstractButton>
#include <QApplication>
#include <QHash>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QTest>
#include <QToolButton>
#include <ostream>

#include "style/Theme.h"
#include "widgets/ElidedLabel.h"

namespace sagebench::ui::test {
namespace {

constexpr int kSettleMs = 120;  // the charts' first tick and what is laid out late

QString nameOf(const Scene& scene, bool dark, QSize size) {
    const QString name = scene.name + (dark ? "-dark" : "-light");
    return scene.isWindow ? QString("%1-%2x%3").arg(name).arg(size.width()).arg(size.height())
                          : name;
}

bool isShown(const QWidget& widget) {
    return widget.isVisible() && !widget.visibleRegion().isEmpty();
}

bool fits(const QLabel& label) {
    if (qobject_cast<const ElidedLabel*>(&label)) {
        return true;
    }
    if (label.text().isEmpty() || label.wordWrap()) {
        return label.height() + 1 >= label.heightForWidth(label.width());
    }
    return label.width() + 1 >= label.sizeHint().width();
}

bool fits(const QAbstractButton& button) {
    const int text = QFontMetrics(button.font()).size(Qt::TextShowMnemonic, button.text()).width();
    const auto* tool = qobject_cast<const QToolButton*>(&button);
    const bool showsText =
        !tool || (tool->arrowType() == Qt::NoArrow &&
                  (tool->icon().isNull() || tool->toolButtonStyle() != Qt::ToolButtonIconOnly));
    return button.text().isEmpty() || !showsText || button.width() >= text;
}

}  // namespace

void PrintTo(const Scene& scene, std::ostream* out) {
    *out << scene.name.toStdString();
}

bool isBlank(const QImage& image) {
    QHash<QRgb, int> counts;
    for (int y = 0; y < image.height(); y += 2) {
        for (int x = 0; x < image.width(); x += 2) {
            ++counts[image.pixel(x, y)];
        }
    }
    int most = 0, all = 0;
    for (const int count : counts) {
        most = std::max(most, count);
        all += count;
    }
    return all == 0 || counts.size() < 8 || most > all * 0.995;
}

QStringList clippedTexts(const QWidget& root) {
    QStringList clipped;
    for (const auto* label : root.findChildren<QLabel*>()) {
        if (isShown(*label) && !fits(*label)) {
            clipped << label->text();
        }
    }
    for (const auto* button : root.findChildren<QAbstractButton*>()) {
        if (isShown(*button) && !fits(*button)) {
            clipped << button->text();
        }
    }
    return clipped;
}

Picture take(const Scene& scene, bool dark, QSize size) {
    const QPalette before = QApplication::palette();
    QApplication::setPalette(themePalette(dark));
    QSettings().clear();
    const auto widget = scene.make();
    if (scene.isWindow) {
        widget->resize(size);
    }
    widget->show();
    (void)QTest::qWaitForWindowExposed(widget.get());
    QTest::qWait(kSettleMs);
    const Picture picture{nameOf(scene, dark, size), widget->grab().toImage(),
                          clippedTexts(*widget)};
    QApplication::setPalette(before);
    return picture;
}

}  // namespace sagebench::ui::test
