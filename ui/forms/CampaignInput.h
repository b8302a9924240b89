// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <map>
#include <string>

#include "plan/RunPlan.h"

namespace sagebench::ui {

inline constexpr int kUsualRepeats = 5;

/// Whether a plan is one run or many, and how sure it has to be, as typed.
struct CampaignInput {
    enum class Kind { OneRun, Sweep, Search, Repeat };
    Kind kind = Kind::OneRun;
    LoadAxis axis = LoadAxis::Concurrency;  ///< a search has Rate or Concurrency
    std::string values{};                   ///< of a sweep: "1,2,4,8" or "1:32:x2"
    std::string from{}, to{};               ///< of a search; empty: the plan's default
    std::string precision{};                ///< percent
    std::string confirm{};                  ///< runs
    std::string repeat{};                   ///< runs; empty: kUsualRepeats, 1: one run
    std::string difference{};               ///< percent, of any kind; empty: none
    bool operator==(const CampaignInput&) const = default;
};

CampaignInput campaignOf(const RunPlan& plan);
/// What can't be read is left out.
void putCampaign(const CampaignInput& campaign, RunPlan& plan);
/// By field (sweep_values, search_from, search_to, search_precision, search_confirm, repeat_runs,
/// difference, slos): why it can't be so.
std::map<QString, QString> problemsOf(const CampaignInput& campaign, const SloPlan& slo);

}  // namespace sagebench::ui
