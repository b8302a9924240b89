// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QStringList>

class QLabel;

namespace sagebench::ui {

enum class TileTone { Normal, Good, Warning, Bad };

/// One figure, readable from two metres: a small title, a large value; below it, small again, the
/// span that the figure may as well be in.
class MetricTile : public QFrame {
    Q_OBJECT
  public:
    /// `definition` is the tooltip.
    MetricTile(const QString& title, const QString& definition, QWidget* parent = nullptr);

    void setValue(const QString& value, TileTone tone = TileTone::Normal);
    QString value() const;
    /// Texts of the span, the longest first: the first is shown that there is room for. Empty:
    /// none.
    void setSpan(const QStringList& texts, TileTone tone = TileTone::Normal);
    QString span() const;
    /// In the tooltip, below the definition; empty: none.
    void setDetail(const QString& detail);

  protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    void paintTone();
    void fitValue();
    void fitSpan();

    QString definition_;
    QLabel* title_;
    QLabel* value_;
    QLabel* span_;
    QStringList spans_;
    TileTone tone_ = TileTone::Normal;
    TileTone spanTone_ = TileTone::Normal;
};

}  // namespace sagebench::ui
