// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/JsonSchema.h"

#include <fstream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace sagebench::test {
namespace {

using nlohmann::json;
using valijson::adapters::NlohmannJsonAdapter;

constexpr int kComplaintsTold = 5;

json readSchemaFile(const std::string& fileName) {
    std::ifstream in(std::string(SAGEBENCH_SOURCE_DIR "/resources/schemas/") + fileName);
    return json::parse(in);
}

/// Schemas refer to each other by file name.
const json* fetchSchema(const std::string& uri) {
    return new json(readSchemaFile(uri.substr(uri.rfind('/') + 1)));
}

void freeSchema(const json* schema) {
    delete schema;
}

const valijson::Schema& schemaNamed(const std::string& name) {
    static std::map<std::string, std::unique_ptr<valijson::Schema>> schemas;
    auto& schema = schemas[name];
    if (!schema) {
        schema = std::make_unique<valijson::Schema>();
        const json source = readSchemaFile(name + ".schema.json");
        valijson::SchemaParser parser;
        parser.populateSchema(NlohmannJsonAdapter(source), *schema, fetchSchema, freeSchema);
    }
    return *schema;
}

std::string complaintsOf(valijson::ValidationResults& results) {
    std::ostringstream out;
    valijson::ValidationResults::Error error;
    for (int told = 0; told < kComplaintsTold && results.popError(error); ++told) {
        for (const std::string& step : error.context) {
            out << step;
        }
        out << ": " << error.description << '\n';
    }
    return out.str();
}

}  // namespace

std::string validateAgainst(const std::string& schemaName, std::string_view jsonText) {
    const json value = json::parse(jsonText, nullptr, false);
    if (value.is_discarded()) {
        return "not JSON\n";
    }
    valijson::Validator validator;
    valijson::ValidationResults results;
    if (validator.validate(schemaNamed(schemaName), NlohmannJsonAdapter(value), &results)) {
        return {};
    }
    const std::string complaints = complaintsOf(results);
    return complaints.empty() ? "does not fit, for no told reason\n" : complaints;
}

std::string validateLinesAgainst(const std::string& schemaName, std::string_view lines) {
    std::istringstream in{std::string(lines)};
    std::string line;
    for (int number = 1; std::getline(in, line); ++number) {
        if (const std::string complaints = validateAgainst(schemaName, line); !complaints.empty()) {
            return "line " + std::to_string(number) + ": " + complaints;
        }
    }
    return {};
}

}  // namespace sagebench::test
