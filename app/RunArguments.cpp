// SPDX-License-Identifier: GPL-3.0-or-later
#include "RunArguments.h"

#include "OptionBinding.h"
#include "OptionValue.h"

namespace sagebench::app {
namespace {

void addWhatToRun(CLI::App& run, RunOptions& o) {
    run.option_defaults()->group("What to run");
    addRepeatable(run, "--workload", "NAME|FILE",
                  "short, long, stress, year1 (the three; default),\n"
                  "query (q1 to q8), chat, long_context, or a file;\n"
                  "repeatable, also as a comma list",
                  [&o](const std::string& text) {
                      const auto selectors = workloadSelectors(text);
                      o.workloads.insert(o.workloads.end(), selectors.begin(), selectors.end());
                  });
    addValue(run, "--concurrency", "N|all", "requests in flight, over each workload's own",
             concurrencyValue, into(o.concurrency));
    addValue(run, "--num-requests", "N", "measured requests", countFrom(1), into(o.numRequests));
    addValue(run, "--seed", "N", "seed of prompts and schedule; drawn and recorded without it",
             seedValue, into(o.seed));
    addValue(run, "--timeout", "TIME", "longest time of one request: 600 (seconds), 500ms, 10m",
             durationValue, into(o.timeout));
    addValue(run, "--plan", "FILE", "read all of this from a plan; options given here override it",
             nonEmpty, into(o.planFile));
}

void addAgainstWhat(CLI::App& run, RunOptions& o) {
    run.option_defaults()->group("Against what");
    addValue(run, "--backend", "ID", "engine or kind of server, see below (default mock)", nonEmpty,
             into(o.backend));
    addValue(run, "--base-url", "URL", "address of the server, with or without /v1", nonEmpty,
             into(o.baseUrl));
    addValue(run, "--model", "NAME", "model to ask for (default: the server's first)", nonEmpty,
             into(o.model));
    addValue(run, "--api-key-env", "NAME", "environment variable that holds the key", nonEmpty,
             into(o.apiKeyEnv));
    addValue(run, "--api-key-file", "FILE", "file whose first line is the key", nonEmpty,
             into(o.apiKeyFile));
    addRepeatable(run, "--backend-option", "KEY=VALUE",
                  "an option of the backend, see below; repeatable", [&o](const std::string& text) {
                      converter("--backend-option", keyValue, [&o](auto pair) {
                          o.backendOptions[pair.first] = pair.second;
                      })(text);
                  });
}

void addResults(CLI::App& run, RunOptions& o) {
    run.option_defaults()->group("Results");
    addValue(run, "--output,-o", "DIR", "folder of the results (default ./benchmark_results)",
             nonEmpty, into(o.output));
    addValue(run, "--export", "LIST", "of markdown, csv, vllm (default markdown)", exportList,
             into(o.exports))
        ->join(',');
    addFlag(run, "--save-texts", "keep the generated texts", o.saveTexts);
    addFlag(run, "--json", "the summary as JSON on stdout, nothing else there", o.mode.json);
    addFlag(run, "--quiet", "errors only", o.mode.quiet);
    addFlag(run, "--verbose,-v", "more on stderr: plan, engine, details", o.mode.verbose);
}

}  // namespace

void addLoadArguments(CLI::App& run, RunOptions& options) {
    addWhatToRun(run, options);
    addTrafficArguments(run, options);
}

void addRunArguments(CLI::App& run, RunOptions& options) {
    addWhatToRun(run, options);
    addValue(run, "--save-plan", "FILE",
             "write the plan that results (without --calibrate),\nthen run it", nonEmpty,
             into(options.savePlanFile));
    addFlag(run, "--calibrate",
            "first measure this client's own error at the same load,\n"
            "against the built-in reference server; not part of a plan",
            options.calibrate);
    addValue(run, "--first-token", "TIME",
             "with --calibrate: the reference server's pace, as your\n"
             "server's, to the first token (default 50ms)",
             durationValue, into(options.firstToken));
    addValue(run, "--token-gap", "TIME", "with --calibrate: from token to token (default 10ms)",
             durationValue, into(options.tokenGap));
    addTrafficArguments(run, options);
    addGoalArguments(run, options.goals);
    addCampaignArguments(run, options.campaign);
    addAgainstWhat(run, options);
    addResults(run, options);
}

}  // namespace sagebench::app
