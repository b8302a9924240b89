// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/HelpDialogs.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QTextBrowser>
#include <QVBoxLayout>
#include <initializer_list>
#include <utility>

#include "metrics/Definitions.h"

namespace sagebench::ui {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("HelpDialogs", text);
}

QString row(const QString& left, const QString& right) {
    return QString("<tr><td style=\"padding-right:18px\"><b>%1</b></td><td>%2</td></tr>")
        .arg(left.toHtmlEscaped(), right.toHtmlEscaped());
}

QString table(const QString& title,
              std::initializer_list<std::pair<const char*, const char*>> rows) {
    QString html = QString("<h3>%1</h3><table cellpadding=\"3\">").arg(title.toHtmlEscaped());
    for (const auto& [keys, meaning] : rows) {
        html += row(tr(keys), tr(meaning));
    }
    return html + "</table>";
}

QString fromView(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

}  // namespace

TextDialog::TextDialog(const QString& title, const QString& html, QWidget* parent)
    : QDialog(parent) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    auto* text = new QTextBrowser;
    text->setHtml(html);
    text->setOpenExternalLinks(true);
    text->setAccessibleName(title);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(text);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    const int unit = QFontMetrics(font()).averageCharWidth();
    resize(unit * 95, unit * 85);
}

QString shortcutsHtml() {
    return table(tr("Everywhere"), {{"F5", "Run"},
                                    {"Esc", "Stop; what was measured is kept"},
                                    {"Ctrl+1 … Ctrl+4", "Live charts, results, requests, report"},
                                    {"F9", "Show or hide the setup panel"},
                                    {"Ctrl+O, Ctrl+S", "Open or save a plan"},
                                    {"Ctrl+Shift+O", "Open results of an earlier run"},
                                    {"Ctrl+E", "Export figures and charts"},
                                    {"Ctrl+Z, Ctrl+Shift+Z", "Undo and redo changes of the plan"},
                                    {"Ctrl+P", "Freeze the charts while the run goes on"}}) +
           table(tr("Charts over time"), {{"Move the mouse", "Values at that time, in all charts"},
                                          {"Drag", "Zoom to that time, in all charts"},
                                          {"Double click, Home or 0", "Show everything again"},
                                          {"Shift + drag", "Figures of just that time"},
                                          {"Left, Right, +, −", "Move and zoom"},
                                          {"Space", "Freeze the charts"}}) +
           table(tr("Request timeline"),
                 {{"Wheel", "Scroll"},
                  {"Ctrl + wheel", "Taller or smaller bars"},
                  {"Up, Down, Enter", "Choose a request"},
                  {"Click", "Choose a request; the request page shows it"}});
}

QString definitionsHtml() {
    QString html = "<table cellpadding=\"4\">";
    for (const Definition& definition : definitions()) {
        html += row(fromView(definition.label), fromView(definition.text));
    }
    return html + "</table>";
}

}  // namespace sagebench::ui
