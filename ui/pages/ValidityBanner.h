// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

#include "report/Notices.h"

class QVBoxLayout;

namespace sagebench::ui {

class RunDocument;

/// What workloads say of themselves that are not valid, the running one so far included; the
/// gravest first.
std::vector<ValidityNotice> validityNoticesOf(const RunDocument& document);

/// A line each: the verdict in words and colour, and its sentence; hidden when there is none. The
/// first few are shown, all are in the tooltip.
class ValidityBanner : public QWidget {
    Q_OBJECT
  public:
    static constexpr int kShown = 3;

    explicit ValidityBanner(QWidget* parent = nullptr);
    void setNotices(std::vector<ValidityNotice> notices);
    /// What is shown, a line each.
    QStringList lines() const;

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void fill();

    std::vector<ValidityNotice> notices_;
    QVBoxLayout* column_;
};

/// "Client limited", "Machine busy", "Too few samples"; others as they are.
QString verdictTitle(const std::string& verdict);

}  // namespace sagebench::ui
