// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextBrowser>

namespace sagebench::ui {

class RunDocument;

/// Fetches nothing, neither images nor pages, but the chart of a campaign that lies in its folder.
/// Links open in the user's browser.
class ReportBrowser : public QTextBrowser {
    Q_OBJECT
  public:
    /// `document` must outlive it.
    explicit ReportBrowser(const RunDocument& document, QWidget* parent = nullptr);
    QVariant loadResource(int type, const QUrl& url) override;

  private:
    QVariant chart() const;

    const RunDocument& document_;
};

}  // namespace sagebench::ui
