// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/AboutDialog.h"

#include <QApplication>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QSysInfo>
#include <QVBoxLayout>

#include "base/Version.h"

namespace sagebench::ui {
namespace {

QString versionText() {
    const std::string_view version = toolVersion();
    return QString::fromUtf8(version.data(), static_cast<qsizetype>(version.size()));
}

QLabel* paragraph(const QString& text) {
    auto* label = new QLabel(text);
    label->setWordWrap(true);
    label->setTextFormat(Qt::RichText);
    label->setTextInteractionFlags(Qt::TextBrowserInteraction);
    label->setOpenExternalLinks(true);
    return label;
}

}  // namespace

AboutDialog::AboutDialog(QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("About SageBench"));
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(paragraph(tr("<h2>SageBench %1</h2><p>A workbench for measuring LLM "
                                   "inference.</p>")
                                    .arg(versionText().toHtmlEscaped())));
    layout->addWidget(paragraph(
        tr("<p>Free software under the <b>GNU General Public License, version 3 or later</b>. It "
           "comes without any warranty.</p>")));
    layout->addWidget(paragraph(
        tr("<p>Made with:</p><ul>"
           "<li>Qt %1 (built with %2): LGPL-3.0; Qt Charts: GPL-3.0</li>"
           "<li>Boost (Asio, Beast): BSL-1.0</li><li>OpenSSL: Apache-2.0</li>"
           "<li>simdjson: Apache-2.0</li><li>JSON for Modern C++, fmt, CLI11: MIT and BSD</li>"
           "<li>tl::expected: CC0-1.0</li></ul><p>Running on %3.</p>")
            .arg(qVersion(), QT_VERSION_STR, QSysInfo::prettyProductName().toHtmlEscaped())));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QPushButton* qt = buttons->addButton(tr("About &Qt"), QDialogButtonBox::ActionRole);
    layout->addWidget(buttons);
    connect(qt, &QPushButton::clicked, qApp, &QApplication::aboutQt);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    resize(QFontMetrics(font()).averageCharWidth() * 70, sizeHint().height());
}

}  // namespace sagebench::ui
