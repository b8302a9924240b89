// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>
#include <filesystem>
#include <memory>

namespace sagebench::ui {

class MainPages;
class RunController;
class RunDocument;
class SetupPanel;
class Theme;
struct MainActions;

/// Wires setup, run and pages together; knows nothing of figures.
class MainWindow : public QMainWindow {
    Q_OBJECT
  public:
    explicit MainWindow(QWidget* parent = nullptr);
    ~MainWindow() override;

    RunDocument& document() { return *document_; }
    RunController& controller() { return *controller_; }
    SetupPanel& setup() { return *setup_; }
    MainPages& pages() { return *pages_; }
    const MainActions& actions() const { return *actions_; }
    /// Fills the theme menu; `theme` must outlive the window.
    void useTheme(Theme& theme);

    /// What is wrong is told in the window; nothing changes then.
    void openPlan(const QString& path);
    void openResults(const QString& path);
    void chooseModel(const QString& path);
    /// A plan, results or a model, by what the path holds.
    void openAny(const QString& path);
    void run();

  protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

  private:
    class Files;
    void wireRun();
    void wireFiles();
    void wirePages();
    void wireHelp();
    void calibrate();
    void runSimulation();
    void chooseServer();
    void chooseEngineOfFiles();
    void onStateChanged();
    void showFailure();
    void updateActions();
    void updateTitle(int permille);
    bool mayClose();
    void saveLayout() const;
    void restoreLayout();

    std::unique_ptr<RunDocument> document_;
    std::unique_ptr<RunController> controller_;
    std::unique_ptr<MainActions> actions_;
    SetupPanel* setup_;
    MainPages* pages_;
    std::unique_ptr<Files> files_;
    bool closeWhenIdle_ = false;
};

/// Pure. What a path that was opened or dropped is.
enum class PathKind { Plan, Results, Model, Unknown };
PathKind pathKind(const std::filesystem::path& path);

}  // namespace sagebench::ui
