// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;

namespace sagebench::ui {

enum class TileTone { Normal, Good, Warning, Bad };

/// One figure, readable from two metres: a small title, a large value.
class MetricTile : public QFrame {
    Q_OBJECT
  public:
    /// `definition` is the tooltip.
    MetricTile(const QString& title, const QString& definition, QWidget* parent = nullptr);

    void setValue(const QString& value, TileTone tone = TileTone::Normal);
    QString value() const;
    /// Below the definition; empty: none.
    void setDetail(const QString& detail);

  protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    void paintTone();
    void fitValue();

    QString definition_;
    QLabel* title_;
    QLabel* value_;
    TileTone tone_ = TileTone::Normal;
};

}  // namespace sagebench::ui
