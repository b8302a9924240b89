// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <vector>

#include "charts/ChartFigure.h"
#include "charts/ChartText.h"

class QHBoxLayout;
class QToolButton;

namespace sagebench::ui {

/// A cell of the live page: a figure, and over its first line's end the buttons that are no part of
/// a picture of it.
class ChartPanel : public QFrame {
    Q_OBJECT
  public:
    ChartPanel(const QString& id, QWidget& chart, QWidget* parent = nullptr);

    const QString& id() const { return id_; }
    QString title() const;
    ChartFigure& figure() { return *figure_; }
    void setText(const QString& title, const QString& tip, std::vector<LegendEntry> legend);
    /// Before the button that enlarges.
    void addControl(QWidget& control);
    void setMaximized(bool maximized);
    bool isMaximized() const { return maximized_; }

  Q_SIGNALS:
    /// The user wants this chart alone, or back among the others.
    void maximizeToggled();

  protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void placeControls();
    void drawIcon();

    QString id_;
    ChartFigure* figure_;
    QWidget* controls_;
    QHBoxLayout* row_;
    QToolButton* enlarge_;
    bool maximized_ = false;
};

}  // namespace sagebench::ui
