// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/BackendForm.h"

#include <gmock/gmock.h>

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QTest>
#include <QToolButton>

#include "backend/Backend.h"
#include "forms/Disclosure.h"
#include "forms/OptionField.h"
#include "forms/OptionsForm.h"
#include "forms/SetupStore.h"

namespace sagebench::ui {
namespace {

/// Another value than the default, entered as a user would; what it is then.
std::string enter(OptionField& field, const OptionSpec& spec) {
    if (isList(spec)) {
        field.findChild<QToolButton*>()->click();
        const auto lines = field.findChildren<QLineEdit*>();
        QTest::keyClicks(lines[0], "some");
        QTest::keyClicks(lines[1], "12");
        return "12";
    }
    if (auto* box = field.findChild<QCheckBox*>()) {
        box->click();
        return box->isChecked() ? "true" : "false";
    }
    if (auto* combo = field.findChild<QComboBox*>()) {
        QTest::keyClick(combo, combo->currentIndex() > 0 ? Qt::Key_Up : Qt::Key_Down);
        return combo->currentText().toStdString();
    }
    QTest::keyClicks(field.findChild<QLineEdit*>(), "1");
    return "1";
}

struct EveryBackend : testing::TestWithParam<const Backend*> {
    BackendDescription description = GetParam()->describe();
};

TEST_P(EveryBackend, hasAFormWhoseFieldsAreItsOptions) {
    OptionsForm form(description);
    OptionMap options;
    QObject::connect(&form, &OptionsForm::edited, &form, [&](const QString&, const OptionMap& all) {
        options = all;
        form.show(all);
    });
    OptionMap wanted;
    for (const OptionSpec& spec : description.options) {
        OptionField* field = form.field(spec.key);
        ASSERT_NE(field, nullptr) << spec.key;
        EXPECT_FALSE(field->accessibleName().isEmpty()) << spec.key;
        EXPECT_FALSE(field->toolTip().isEmpty()) << spec.key;
        const std::string value = enter(*field, spec);
        wanted[isList(spec) ? spec.key.substr(0, spec.key.size() - 1) + "some" : spec.key] = value;
        EXPECT_EQ(options, wanted) << spec.key;
    }
    for (const OptionSpec& spec : description.options) {
        EXPECT_TRUE(isChanged(spec, options) || options[spec.key] == spec.defaultValue) << spec.key;
    }
}

TEST_P(EveryBackend, showsValuesAndTakesThemBack) {
    OptionsForm form(description);
    OptionMap options;
    for (const OptionSpec& spec : description.options) {
        options[isList(spec) ? spec.key.substr(0, spec.key.size() - 1) + "n" : spec.key] =
            spec.choices.empty() ? "1" : spec.choices.back();
    }
    form.show(options);
    OptionMap said;
    QObject::connect(&form, &OptionsForm::edited, &form,
                     [&](const QString&, const OptionMap& all) { form.show(said = all); });
    for (const OptionSpec& spec : description.options) {
        form.field(spec.key)->show(valuesOf(spec, options));
    }
    form.show({});
    form.show(options);
    EXPECT_EQ(said, OptionMap()) << "showing is no edit";
}

INSTANTIATE_TEST_SUITE_P(Registry, EveryBackend,
                         testing::ValuesIn(allBackends().begin(), allBackends().end()),
                         [](const auto& backend) {
                             QString id = QString::fromStdString(backend.param->describe().id);
                             return id.replace('-', '_').toStdString();
                         });

struct BackendFormTest : testing::Test {
    BackendFormTest() {
        QObject::connect(&store, &SetupStore::changed, &form, &BackendForm::show);
        form.resize(340, 800);
        form.QWidget::show();
    }
    QComboBox* backends() { return form.findChild<QComboBox*>("backend"); }
    void choose(const std::string& id) {
        const int row =
            backends()->findText(QString::fromStdString((*findBackend(id))->describe().title));
        backends()->setCurrentIndex(row);
        Q_EMIT backends()->activated(row);
    }
    const std::map<std::string, std::string>& options() {
        return store.state().inputs.at(store.state().backend).options;
    }
    template <class W>
    W* at(const QString& field) {
        return form.reveal(field)->findChild<W*>();
    }
    SetupStore store{initialState()};
    BackendForm form{store, registeredBackends()};
};

TEST_F(BackendFormTest, listsTheRegistry) {
    EXPECT_EQ(backends()->count(), static_cast<int>(allBackends().size()));
    EXPECT_EQ(backends()->currentText(), "Simulated engine");
}

TEST_F(BackendFormTest, keepsWhatWasEnteredForEachBackend) {
    QTest::keyClicks(at<QLineEdit>("option.ttft_ms"), "25");
    choose("vllm");
    QTest::keyClicks(form.findChild<QLineEdit*>("base_url"), "http://h:1");
    choose("mock");
    EXPECT_EQ(at<QLineEdit>("option.ttft_ms")->text(), "25");
    choose("vllm");
    EXPECT_EQ(form.findChild<QLineEdit*>("base_url")->text(), "http://h:1");
}

TEST_F(BackendFormTest, aServersFieldsAreThereForServersOnly) {
    EXPECT_FALSE(form.reveal("base_url")->isVisible());
    choose("vllm");
    EXPECT_TRUE(form.reveal("base_url")->isVisible());
    EXPECT_EQ(form.findChild<QLineEdit*>("base_url")->placeholderText(), "http://127.0.0.1:8000");
    EXPECT_FALSE(form.reveal("key_env")->isVisible());
    auto* source = form.findChild<QComboBox*>("key_source");
    QTest::keyClick(source, Qt::Key_Down);
    EXPECT_TRUE(form.reveal("key_env")->isVisible());
    QTest::keyClicks(form.findChild<QLineEdit*>("key_env"), "VAR");
    EXPECT_EQ(planOf(store.state()).backend.key, (KeySource{"VAR", ""}));
    QTest::keyClick(source, Qt::Key_Down);
    EXPECT_TRUE(form.reveal("key_file")->isVisible());
    EXPECT_EQ(planOf(store.state()).backend.key, KeySource());
}

TEST_F(BackendFormTest, theModelIsTyped) {
    choose("vllm");
    QTest::keyClicks(form.findChild<QComboBox*>("model"), "tiny");
    EXPECT_EQ(planOf(store.state()).backend.model, "tiny");
    store.undoStack().undo();
    EXPECT_EQ(form.findChild<QComboBox*>("model")->currentText(), "");
}

TEST_F(BackendFormTest, aChangedOptionHasAWayBack) {
    auto* line = at<QLineEdit>("option.ttft_ms");
    QTest::keyClicks(line, "25");
    QToolButton* reset = nullptr;
    for (auto* button : form.findChildren<QToolButton*>()) {
        if (button->accessibleName() == "TTFT (ms): back to the default") {
            reset = button;
        }
    }
    ASSERT_NE(reset, nullptr);
    EXPECT_TRUE(reset->isVisible());
    reset->click();
    EXPECT_FALSE(reset->isVisible());
    EXPECT_EQ(line->text(), "");
    EXPECT_EQ(options(), OptionMap());
}

TEST_F(BackendFormTest, rareOptionsAreUnderMore) {
    auto* more = form.findChild<Disclosure*>();
    ASSERT_NE(more, nullptr);
    EXPECT_EQ(more->title(), "More options (10)");
    EXPECT_FALSE(more->isOpen());
    EXPECT_NE(form.reveal("option.pace"), nullptr);
    EXPECT_TRUE(more->isOpen());
    QTest::keyClick(at<QComboBox>("option.pace"), Qt::Key_Down);
    EXPECT_EQ(more->title(), "More options (10, 1 changed)");
    EXPECT_EQ(options(), (OptionMap{{"pace", "virtual"}}));
}

TEST_F(BackendFormTest, aListOfNamesAndValues) {
    choose("vllm");
    auto* header = form.reveal("option.header.*");
    header->findChild<QToolButton*>()->click();
    auto lines = header->findChildren<QLineEdit*>();
    ASSERT_EQ(lines.size(), 2);
    QTest::keyClicks(lines[1], "blue");
    EXPECT_EQ(options(), (OptionMap{{"header.", "blue"}})) << "a problem, until it has a name";
    QTest::keyClicks(lines[0], "X-Team");
    EXPECT_EQ(options(), (OptionMap{{"header.X-Team", "blue"}}));
    header->findChild<QToolButton*>()->click();
    lines = header->findChildren<QLineEdit*>();
    QTest::keyClicks(lines[2], "X-Team");
    QTest::keyClicks(lines[3], "red");
    EXPECT_EQ(options(), (OptionMap{{"header.", "red"}, {"header.X-Team", "blue"}}));
    EXPECT_EQ(lines[2]->text(), "X-Team") << "what is typed stays";
}

}  // namespace
}  // namespace sagebench::ui
