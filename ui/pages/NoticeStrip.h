// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QLabel;

namespace sagebench::ui {

class RunDocument;

/// What a reader must know before any figure of the run, beside its validity: why it failed, what
/// is not whole, warnings of workloads. What was not measured is not told while the run goes on.
QStringList noticesOf(const RunDocument& document);

/// Sentences that stand out above a page; hidden when there are none. The first few are shown, all
/// are in the tooltip.
class NoticeStrip : public QWidget {
    Q_OBJECT
  public:
    static constexpr int kShown = 4;

    explicit NoticeStrip(QWidget* parent = nullptr);
    void setNotices(const QStringList& notices);
    QString text() const;

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    QLabel* label_;
};

}  // namespace sagebench::ui
