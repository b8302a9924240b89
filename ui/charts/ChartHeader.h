// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

#include "charts/ChartText.h"

namespace sagebench::ui {

/// A chart's title and legend; entries that don't fit beside the title go to the next line.
class ChartHeader : public QWidget {
    Q_OBJECT
  public:
    explicit ChartHeader(QWidget* parent = nullptr);

    void show(const QString& title, const QString& tip, std::vector<LegendEntry> legend);
    const QString& title() const { return title_; }
    /// Room at the first line's end that others use.
    void setInset(int pixels);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  Q_SIGNALS:
    void doubleClicked();

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;

  private:
    struct Placed {
        QRect title;
        std::vector<QRect> entries;
        int height = 0;
    };
    Placed place(int width) const;
    QFont titleFont() const;
    QFont legendFont() const;
    QString tipAt(const QPoint& at) const;
    void paintEntry(QPainter& painter, const LegendEntry& entry, const QRect& place) const;

    QString title_, tip_;
    std::vector<LegendEntry> legend_;
    int inset_ = 0;
};

}  // namespace sagebench::ui
