// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/CalibrationDialog.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QLabel>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <utility>

#include "campaign/CalibrationReport.h"
#include "dialogs/ErrorTable.h"
#include "forms/FaintLabel.h"
#include "run/CalibrationJob.h"
#include "style/ChartColors.h"

namespace sagebench::ui {
namespace {

constexpr int kShownSteps = 6;
constexpr int kProgressSteps = 1000;

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

QLabel* paragraph(const QString& content, QWidget& parent) {
    auto* label = new QLabel(content, &parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

CalibrationSpec standardSpec() {
    CalibrationSpec spec;
    spec.search = true;
    return spec;
}

}  // namespace

class CalibrationDialog::Parts {
  public:
    Parts(const std::optional<RunPlan>& plan, std::filesystem::path program,
          CalibrationDialog& dialog);

    bool isRunning() const { return job_.isRunning(); }
    void stopAndClose();

  private:
    void offerPlan(const std::optional<RunPlan>& plan);
    void layOut();
    void wire();
    void start();
    void noteStep(const QString& load, int done, int all);
    void noteProgress(double fraction);
    void noteResult(const CalibrationStepResult& step);
    void noteEnd(const CalibrationOutcome& outcome, const QString& kept, const QString& problem);
    QString wordsOf(const CalibrationOutcome& outcome, const QString& kept) const;
    void setRunning(bool running);
    void tell(const QString& message, bool bad = false);

    CalibrationDialog& dialog_;
    CalibrationSpec planSpec_;
    QRadioButton* ofPlan_;
    FaintLabel* load_;  ///< of the plan, in words
    QRadioButton* standard_;
    QLabel* stage_;
    QProgressBar* progress_;
    ErrorTable* errors_;
    QListWidget* steps_;
    QLabel* message_;
    QPushButton *start_ = nullptr, *stop_ = nullptr;
    int done_ = 0, all_ = 1;
    bool closeAtEnd_ = false;
    CalibrationJob job_;  ///< last: it ends before the rest goes
};

CalibrationDialog::Parts::Parts(const std::optional<RunPlan>& plan, std::filesystem::path program,
                                CalibrationDialog& dialog)
    : dialog_(dialog),
      ofPlan_(new QRadioButton(CalibrationDialog::tr("The &plan's load"), &dialog)),
      load_(new FaintLabel({}, &dialog)),
      standard_(new QRadioButton(
          CalibrationDialog::tr("&Standard: 1,000 streams of 100 tokens/s at once, then the most "
                                "events/s within 1 ms"),
          &dialog)),
      stage_(paragraph({}, dialog)),
      progress_(new QProgressBar(&dialog)),
      errors_(new ErrorTable(&dialog)),
      steps_(new QListWidget(&dialog)),
      message_(paragraph({}, dialog)),
      job_(std::move(program)) {
    offerPlan(plan);
    layOut();
    wire();
    setRunning(false);
}

void CalibrationDialog::Parts::offerPlan(const std::optional<RunPlan>& plan) {
    if (!plan) {
        load_->setNote(CalibrationDialog::tr("The set-up has problems: see its panel."));
    } else if (const auto spec = calibrationSpecOf(*plan)) {
        planSpec_ = *spec;
        load_->setNote(text(loadInWords(spec->workloads)));
    } else {
        load_->setNote(text(spec.error().message));
    }
    const bool can = !planSpec_.workloads.empty();
    ofPlan_->setEnabled(can);
    (can ? ofPlan_ : standard_)->setChecked(true);
}

void CalibrationDialog::Parts::layOut() {
    stage_->setObjectName("stage");
    message_->setObjectName("message");
    ofPlan_->setObjectName("ofPlan");
    standard_->setObjectName("standard");
    progress_->setRange(0, kProgressSteps);
    progress_->setAccessibleName(CalibrationDialog::tr("Progress"));
    load_->setIndent(2 * dialog_.fontMetrics().height());
    steps_->setWordWrap(true);
    steps_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    steps_->setAccessibleName(CalibrationDialog::tr("Steps"));
    steps_->setMinimumHeight(dialog_.fontMetrics().height() * (kShownSteps + 1));
    auto* buttons = new QDialogButtonBox(&dialog_);
    start_ = buttons->addButton(CalibrationDialog::tr("&Calibrate"), QDialogButtonBox::ActionRole);
    start_->setObjectName("start");
    start_->setDefault(true);
    stop_ = buttons->addButton(CalibrationDialog::tr("S&top"), QDialogButtonBox::ActionRole);
    stop_->setObjectName("stop");
    buttons->addButton(QDialogButtonBox::Close);
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog_, &QDialog::reject);
    auto* column = new QVBoxLayout(&dialog_);
    for (QWidget* part : std::initializer_list<QWidget*>{
             paragraph(CalibrationDialog::tr(
                           "How much of a reported latency is this program's own? A server whose "
                           "true times are known plays yours on this machine, and what is reported "
                           "is compared with the truth. Let nothing else compute meanwhile."),
                       dialog_),
             ofPlan_, load_, standard_, stage_, progress_,
             paragraph(CalibrationDialog::tr("Reported − true, in ms"), dialog_), errors_, steps_,
             message_, buttons}) {
        column->addWidget(part, part == steps_ ? 1 : 0);
    }
}

void CalibrationDialog::Parts::wire() {
    QObject::connect(start_, &QPushButton::clicked, &dialog_, [this] { start(); });
    QObject::connect(stop_, &QPushButton::clicked, &dialog_, [this] {
        stop_->setEnabled(false);
        job_.stop();
    });
    QObject::connect(&job_, &CalibrationJob::stepBegan, &dialog_,
                     [this](const QString& load, int done, int all) { noteStep(load, done, all); });
    QObject::connect(&job_, &CalibrationJob::progressed, &dialog_,
                     [this](double fraction) { noteProgress(fraction); });
    QObject::connect(&job_, &CalibrationJob::stepDone, &dialog_,
                     [this](const CalibrationStepResult& step) { noteResult(step); });
    QObject::connect(&job_, &CalibrationJob::ended, &dialog_,
                     [this](const CalibrationOutcome& outcome, const QString& kept,
                            const QString& problem) { noteEnd(outcome, kept, problem); });
}

void CalibrationDialog::Parts::start() {
    steps_->clear();
    errors_->clearErrors();
    tell({});
    setRunning(true);
    job_.start(ofPlan_->isChecked() ? planSpec_ : standardSpec());
}

void CalibrationDialog::Parts::noteStep(const QString& load, int done, int all) {
    done_ = done;
    all_ = std::max(all, done + 1);
    stage_->setText(
        all_ > 1
            ? CalibrationDialog::tr("Step %1 of about %2: %3").arg(done + 1).arg(all_).arg(load)
            : load);
    noteProgress(0);
}

void CalibrationDialog::Parts::noteProgress(double fraction) {
    progress_->setValue(static_cast<int>((done_ + fraction) / all_ * kProgressSteps));
}

/// The errors are those of the load asked for; a search only adds its lines.
void CalibrationDialog::Parts::noteResult(const CalibrationStepResult& step) {
    if (!step.streams) {
        errors_->show(step.point.errors);
    }
    steps_->addItem(text(stepLine(step)));
    steps_->scrollToBottom();
}

void CalibrationDialog::Parts::noteEnd(const CalibrationOutcome& outcome, const QString& kept,
                                       const QString& problem) {
    setRunning(false);
    if (outcome.failure) {
        tell(text(outcome.failure->message), true);
    } else if (!problem.isEmpty()) {
        tell(problem, true);
    } else {
        tell(wordsOf(outcome, kept));
    }
    if (closeAtEnd_) {
        dialog_.close();
    }
}

QString CalibrationDialog::Parts::wordsOf(const CalibrationOutcome& outcome,
                                          const QString& kept) const {
    if (outcome.interrupted) {
        return CalibrationDialog::tr("Stopped; nothing was kept.");
    }
    QStringList words;
    if (const std::string found = searchSentence(outcome); !found.empty()) {
        words << text(found);
    }
    for (const std::string& line : notKept(outcome.steps)) {
        words << text(line);
    }
    if (!kept.isEmpty()) {
        words << CalibrationDialog::tr("Kept for later reports in %1").arg(kept);
    }
    return words.join('\n');
}

void CalibrationDialog::Parts::setRunning(bool running) {
    start_->setEnabled(!running);
    stop_->setEnabled(running);
    standard_->setEnabled(!running);
    ofPlan_->setEnabled(!running && !planSpec_.workloads.empty());
    progress_->setValue(running ? 0 : progress_->value());
    progress_->setVisible(running);
    stage_->setVisible(running);
}

void CalibrationDialog::Parts::tell(const QString& message, bool bad) {
    QPalette palette = dialog_.palette();
    if (bad) {
        palette.setColor(QPalette::WindowText, chartColors(palette).bad);
    }
    message_->setPalette(palette);
    message_->setText(message);
    message_->setVisible(!message.isEmpty());
}

void CalibrationDialog::Parts::stopAndClose() {
    closeAtEnd_ = true;
    stop_->setEnabled(false);
    job_.stop();
}

CalibrationDialog::CalibrationDialog(const std::optional<RunPlan>& plan,
                                     std::filesystem::path program, QWidget* parent)
    : QDialog(parent), parts_(std::make_unique<Parts>(plan, std::move(program), *this)) {
    setWindowTitle(tr("Calibrate the client"));
    resize(fontMetrics().averageCharWidth() * 100, sizeHint().height());
}

CalibrationDialog::~CalibrationDialog() = default;

void CalibrationDialog::reject() {
    if (parts_->isRunning()) {
        parts_->stopAndClose();
        return;
    }
    QDialog::reject();
}

}  // namespace sagebench::ui
