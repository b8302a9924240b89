// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/ExportDialog.h"

#include <QBoxLayout>
#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QDir>
#include <QLabel>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QStandardPaths>
#include <QUrl>

#include "dialogs/ExportForm.h"
#include "dialogs/ExportJob.h"
#include "dialogs/ExportWriter.h"
#include "run/RunDocument.h"
#include "style/ChartColors.h"

namespace sagebench::ui {
namespace {

namespace fs = std::filesystem;

constexpr int kShownLines = 6;

fs::path pathOf(const QString& text) {
    return fs::path(QDir::fromNativeSeparators(text).toStdString());
}

/// A folder of its own beside the run's files.
QString defaultFolder(const RunDocument& document) {
    const fs::path& from = document.location();
    if (from.empty()) {
        return QDir(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation))
            .filePath("sagebench-export");
    }
    std::error_code ec;
    const fs::path folder = fs::is_regular_file(from, ec) ? from.parent_path() : from;
    return QString::fromStdString((folder / "export").string());
}

}  // namespace

class ExportDialog::Parts {
  public:
    Parts(const RunDocument& document, std::vector<NamedChart> charts, ExportDialog& dialog);

    ExportWriter& writer() { return writer_; }

  private:
    void layOut();
    void offerVllm();
    void noteChange();
    void askOrWrite();
    std::vector<std::string> names() const;
    bool askToReplace();
    QString whatIsMissing() const;
    void write();
    void noteFinished();
    void noteFailed(const QString& message);
    void finish();
    std::vector<ChartFile> chartFiles() const;
    void setWriting(bool writing);
    void tell(const QString& text, const QColor& color = {});
    void list(const std::vector<std::string>& names);
    ChartColors colors() const { return chartColors(dialog_.palette()); }

    const RunDocument& document_;
    std::vector<NamedChart> charts_;
    ExportDialog& dialog_;
    ChartWriter png_ = [](QWidget& chart, const QString& path) { return exportPng(chart, path); };
    ChartWriter svg_ = exportSvg;
    ExportForm* form_;
    QLabel* message_;
    QListWidget* files_;
    QProgressBar* progress_;
    QPushButton* export_ = nullptr;
    QPushButton* openFolder_ = nullptr;
    QPushButton* close_ = nullptr;
    bool confirmed_ = false;
    ExportWriter writer_;
};

ExportDialog::Parts::Parts(const RunDocument& document, std::vector<NamedChart> charts,
                           ExportDialog& dialog)
    : document_(document),
      charts_(std::move(charts)),
      dialog_(dialog),
      form_(new ExportForm(charts_, defaultFolder(document), &dialog)),
      message_(new QLabel(&dialog)),
      files_(new QListWidget(&dialog)),
      progress_(new QProgressBar(&dialog)) {
    layOut();
    offerVllm();
    QObject::connect(form_, &ExportForm::changed, &dialog, [this] { noteChange(); });
    QObject::connect(&document, &RunDocument::stateChanged, &dialog, [this] { offerVllm(); });
    QObject::connect(&writer_, &ExportWriter::fileWritten, progress_, &QProgressBar::setValue);
    QObject::connect(&writer_, &ExportWriter::finished, &dialog, [this] { noteFinished(); });
    QObject::connect(&writer_, &ExportWriter::failed, &dialog,
                     [this](const QString& message) { noteFailed(message); });
    noteChange();
}

void ExportDialog::Parts::layOut() {
    message_->setWordWrap(true);
    message_->setTextFormat(Qt::PlainText);
    message_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    message_->setObjectName("message");
    files_->setMaximumHeight(dialog_.fontMetrics().height() * (kShownLines + 1));
    files_->setAccessibleName(ExportDialog::tr("Files"));
    files_->setTextElideMode(Qt::ElideMiddle);
    files_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* buttons = new QDialogButtonBox(&dialog_);
    export_ = buttons->addButton(ExportDialog::tr("&Export"), QDialogButtonBox::ActionRole);
    export_->setObjectName("export");
    export_->setDefault(true);
    openFolder_ =
        buttons->addButton(ExportDialog::tr("&Open folder"), QDialogButtonBox::ActionRole);
    close_ = buttons->addButton(QDialogButtonBox::Close);
    QObject::connect(export_, &QPushButton::clicked, &dialog_, [this] { askOrWrite(); });
    QObject::connect(openFolder_, &QPushButton::clicked, &dialog_, [this] {
        QDesktopServices::openUrl(
            QUrl::fromLocalFile(QString::fromStdString(writer_.folder().string())));
    });
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog_, &QDialog::reject);
    auto* column = new QVBoxLayout(&dialog_);
    for (QWidget* part : std::initializer_list<QWidget*>{form_, message_, files_, progress_}) {
        column->addWidget(part);
    }
    column->addStretch();
    column->addWidget(buttons);
}

/// While a run goes on its records are not at rest.
void ExportDialog::Parts::offerVllm() {
    const bool can =
        !document_.isLive() && canExportVllm(document_.summary(), document_.recordsOf());
    form_->setVllmAvailable(
        can,
        document_.isLive()
            ? ExportDialog::tr("When the run is over: it is made of all of its records.")
            : ExportDialog::tr("It is made of the records of requests "
                               "(<workload>_requests.jsonl), which these results don't have."));
}

void ExportDialog::Parts::noteChange() {
    confirmed_ = false;
    export_->setText(ExportDialog::tr("&Export"));
    export_->setEnabled(whatIsMissing().isEmpty());
    openFolder_->hide();
    files_->hide();
    progress_->hide();
    tell(whatIsMissing());
}

QString ExportDialog::Parts::whatIsMissing() const {
    if (document_.summary().workloads.empty()) {
        return ExportDialog::tr("There is nothing to export until the first workload is done.");
    }
    if (names().empty()) {
        return ExportDialog::tr("Choose what is exported.");
    }
    return form_->folder().isEmpty() ? ExportDialog::tr("Choose a folder.") : QString();
}

std::vector<ChartFile> ExportDialog::Parts::chartFiles() const {
    std::vector<ChartFile> files;
    for (const std::size_t i : form_->chosenCharts()) {
        const std::string id = "chart_" + charts_[i].id.toStdString();
        if (form_->png()) {
            files.push_back({id + ".png", charts_[i].widget, png_});
        }
        if (form_->svg()) {
            files.push_back({id + ".svg", charts_[i].widget, svg_});
        }
    }
    return files;
}

std::vector<std::string> ExportDialog::Parts::names() const {
    std::vector<std::string> names;
    const auto summary = std::make_shared<const RunSummary>(document_.summary());
    for (const ExportFile& file : exportFiles(summary, {}, form_->choices())) {
        names.push_back(file.name);
    }
    for (const ChartFile& file : chartFiles()) {
        names.push_back(file.name);
    }
    return names;
}

void ExportDialog::Parts::askOrWrite() {
    if (confirmed_ || !askToReplace()) {
        write();
    }
}

/// False: nothing would be replaced.
bool ExportDialog::Parts::askToReplace() {
    const auto existing = existingFiles(pathOf(form_->folder()), names());
    if (existing.empty()) {
        return false;
    }
    confirmed_ = true;
    openFolder_->hide();
    tell(ExportDialog::tr("These files are there already and will be replaced:"), colors().warning);
    list(existing);
    export_->setText(ExportDialog::tr("&Replace and export"));
    return true;
}

void ExportDialog::Parts::write() {
    form_->remember();
    const auto summary = std::make_shared<const RunSummary>(document_.summary());
    auto files = exportFiles(summary, document_.recordsOf(), form_->choices());
    auto charts = chartFiles();
    progress_->setRange(0, static_cast<int>(files.size() + charts.size()));
    progress_->setValue(0);
    setWriting(true);
    tell(ExportDialog::tr("Writing…"));
    writer_.start(pathOf(form_->folder()), std::move(files), std::move(charts));
}

void ExportDialog::Parts::noteFinished() {
    finish();
    const QString folder = QString::fromStdString(writer_.folder().string());
    tell(ExportDialog::tr("Files written to %1: %2").arg(folder).arg(writer_.written().size()),
         colors().good);
    if (writer_.wasStopped()) {
        dialog_.reject();
    }
}

void ExportDialog::Parts::noteFailed(const QString& message) {
    finish();
    tell(message, colors().bad);
}

void ExportDialog::Parts::finish() {
    setWriting(false);
    list(writer_.written());
    openFolder_->setVisible(!writer_.written().empty());
    confirmed_ = false;
    export_->setText(ExportDialog::tr("&Export"));
}

void ExportDialog::Parts::setWriting(bool writing) {
    form_->setEnabled(!writing);
    export_->setEnabled(!writing);
    progress_->setVisible(writing);
    files_->hide();
    close_->setText(writing ? ExportDialog::tr("&Stop") : ExportDialog::tr("&Close"));
}

void ExportDialog::Parts::tell(const QString& text, const QColor& color) {
    QPalette palette = dialog_.palette();
    if (color.isValid()) {
        palette.setColor(QPalette::WindowText, color);
    }
    message_->setPalette(palette);
    message_->setText(text);
    message_->setVisible(!text.isEmpty());
}

void ExportDialog::Parts::list(const std::vector<std::string>& names) {
    files_->clear();
    for (const std::string& name : names) {
        files_->addItem(QString::fromStdString(name));
        files_->item(files_->count() - 1)->setToolTip(QString::fromStdString(name));
    }
    files_->setVisible(!names.empty());
}

ExportDialog::ExportDialog(const RunDocument& document, std::vector<NamedChart> charts,
                           QWidget* parent)
    : QDialog(parent) {
    setWindowTitle(tr("Export"));
    resize(fontMetrics().averageCharWidth() * 80, sizeHint().height());
    parts_ = std::make_unique<Parts>(document, std::move(charts), *this);
}

ExportDialog::~ExportDialog() = default;

/// A file that is being written is finished first.
void ExportDialog::reject() {
    if (parts_->writer().isWriting()) {
        parts_->writer().stop();
    } else {
        QDialog::reject();
    }
}

}  // namespace sagebench::ui
