// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/Journal.h"

#include <gmock/gmock.h>

#include <fstream>

#include "base/Files.h"
#include "support/Records.h"
#include "support/TemporaryFolder.h"

namespace sagebench {
namespace {

using test::TemporaryFolder;

RequestRecord fullRecord() {
    RequestRecord record;
    record.index = 7;
    record.worker = 1;
    record.outcome = Outcome::Failed;
    record.errorCategory = ErrorCategory::Http5xx;
    record.errorMessage = "500: \"no\"\n";
    record.httpStatus = 500;
    record.reconnects = 1;
    record.stampSource = StampSource::Kernel;
    record.tokenCountBasis = TokenCountBasis::Usage;
    record.promptTokensAsked = 10;
    record.promptTokens = 11;
    record.cachedTokens = 0;
    record.outputTokensAsked = 3;
    record.outputTokens = 3;
    record.scheduled = Nanos(1);
    record.connected = Nanos(0);
    record.sent = Nanos(2);
    record.written = Nanos(3);
    record.firstByte = Nanos(4);
    record.firstToken = Nanos(5);
    record.firstOutputToken = Nanos(5);
    record.finished = Nanos(9'000'000'000);
    record.chunks.append(Nanos(5), 1);
    record.chunks.append(Nanos(8'999'999'999), 2);
    record.finishReason = "length";
    record.server = {{"prompt_ms", 1.5}, {"predicted_n", 3}};
    return record;
}

TEST(JournalLine, hasTheKeysOfTheContractInOrder) {
    std::string line;
    appendJournalLine(line, fullRecord(), "run-1");
    EXPECT_EQ(
        line,
        R"({"schema_version":1,"run_id":"run-1","index":7,"attempt":1,"worker":1,"phase":"measured",)"
        R"("conversation":null,"turn":null,"outcome":"failed","error":{"category":"http_5xx","message":"500: \"no\"\n"},)"
        R"("http_status":500,"finish_reason":"length","prompt_tokens_asked":10,"prompt_tokens":11,"cached_tokens":0,)"
        R"("output_tokens_asked":3,"output_tokens":3,"scheduled_ns":1,"connected_ns":0,"sent_ns":2,"written_ns":3,)"
        R"("first_byte_ns":4,"first_token_ns":5,"first_output_token_ns":5,"finished_ns":9000000000,)"
        R"("chunk_ns":[5,8999999999],"chunk_tokens":[1,2],"stamp_source":"kernel",)"
        R"("server":{"prompt_ms":1.5,"predicted_n":3.0},"token_count_basis":"usage","reconnects":1})");
}

TEST(JournalLine, readsBackWhatItWrote) {
    for (const RequestRecord& record : {fullRecord(), RequestRecord()}) {
        std::string line;
        appendJournalLine(line, record, "r");
        const auto read = parseJournalLine(line);
        ASSERT_TRUE(read) << read.error().message;
        EXPECT_EQ(*read, record);
    }
}

TEST(JournalLine, unknownTokensPerChunkAreNull) {
    RequestRecord record;
    record.chunks.append(Nanos(1), 0);
    std::string line;
    appendJournalLine(line, record, "r");
    EXPECT_THAT(line, testing::HasSubstr(R"("chunk_tokens":null)"));
    EXPECT_EQ(parseJournalLine(line).value(), record);
}

TEST(JournalLine, equalNumbersStandOneByOne) {
    RequestRecord record = fullRecord();
    record.chunks = {};
    for (const int at : {5, 5, 5, 8, 8}) {
        record.chunks.append(Nanos(at), 1);
    }
    std::string line;
    appendJournalLine(line, record, "r");
    EXPECT_THAT(line, testing::HasSubstr(R"("chunk_ns":[5,5,5,8,8],"chunk_tokens":[1,1,1,1,1],)"));
    EXPECT_EQ(parseJournalLine(line).value(), record);
}

TEST(JournalLine, saysWhatIsWrong) {
    const auto errorOf = [](std::string_view line) {
        return parseJournalLine(line).error().message;
    };
    EXPECT_EQ(errorOf("{"), "not a JSON object");
    EXPECT_EQ(errorOf("{}"), "key \"schema_version\" is missing");
    EXPECT_EQ(errorOf(R"({"schema_version":9})"),
              "schema_version 9 is not known; this version reads 1");
    EXPECT_EQ(errorOf(R"({"schema_version":1,"index":0,"outcome":"fine"})"),
              "key \"outcome\" has the unknown value \"fine\"");
    EXPECT_EQ(errorOf(R"({"schema_version":1,"index":0,"outcome":"ok","sent_ns":"x"})"),
              "key \"sent_ns\" has the wrong type");
    EXPECT_EQ(
        errorOf(R"({"schema_version":1,"index":0,"outcome":"ok","sent_ns":-9000000000000000000})"),
        "key \"sent_ns\": -9000000000000000000 ns is more than 31 years from the start of "
        "the run");
    EXPECT_EQ(
        errorOf(R"({"schema_version":1,"index":0,"outcome":"ok","chunk_ns":[0,300000000000000]})"),
        "\"chunk_ns\": a chunk is more than 78 hours after the first");
}

TEST(JournalLine, invalidUtf8InAnErrorStaysValidJson) {
    RequestRecord record = fullRecord();
    record.errorMessage = "bad \xff byte";
    std::string line;
    appendJournalLine(line, record, "r");
    EXPECT_EQ(parseJournalLine(line).value().errorMessage, "bad \xEF\xBF\xBD byte");
}

std::size_t countIn(const RecordSource& source) {
    std::size_t count = 0;
    EXPECT_TRUE(source.forEach([&](const RequestRecord&) { ++count; }));
    return count;
}

TEST(Journal, isAPartUntilItIsFinished) {
    TemporaryFolder folder;
    const auto path = folder / "w_requests.jsonl";
    auto writer = JournalWriter::open(path, "r").value();
    ASSERT_TRUE(writer.append(fullRecord()));
    ASSERT_TRUE(writer.flush());
    auto part = JournalSource::open(path).value();
    EXPECT_TRUE(part.incomplete());
    EXPECT_EQ(countIn(part), 1u);
    ASSERT_TRUE(writer.append(fullRecord()));
    ASSERT_TRUE(writer.finish());
    auto whole = JournalSource::open(path).value();
    EXPECT_FALSE(whole.incomplete());
    EXPECT_EQ(countIn(whole), 2u);
    EXPECT_EQ(countIn(whole), 2u) << "a source is read more than once";
}

TEST(Journal, leavesOutALastLineThatWasCutOff) {
    TemporaryFolder folder;
    std::string lines;
    appendJournalLine(lines, fullRecord(), "r");
    lines += "\n" + lines.substr(0, lines.size() / 2);
    ASSERT_TRUE(writeFileAtomically(folder / "w_requests.jsonl.part", lines));
    EXPECT_EQ(countIn(JournalSource::open(folder / "w_requests.jsonl").value()), 1u);
}

TEST(Journal, namesFileAndLineOfABadOne) {
    TemporaryFolder folder;
    ASSERT_TRUE(writeFileAtomically(folder / "w_requests.jsonl", "\n{}\n"));
    const auto source = JournalSource::open(folder / "w_requests.jsonl").value();
    const auto read = source.forEach([](const RequestRecord&) {});
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().kind, ErrorKind::Input);
    EXPECT_THAT(read.error().message,
                testing::EndsWith("w_requests.jsonl:2: key \"schema_version\" is missing"));
}

TEST(Journal, ofManyBlocksIsReadInItsOrder) {
    const test::TemporaryFolder folder;
    auto writer = JournalWriter::open(folder / "x_requests.jsonl", "run-1").value();
    RequestRecord record = test::okRecord({.scheduledMs = 9, .sentMs = 9, .chunksMs = {10, 20}});
    record.text = std::string(10'000, 'x');
    constexpr std::uint64_t kRecords = 1'000;  // ten mebibytes
    for (record.index = 0; record.index < kRecords; ++record.index) {
        record.scheduled = test::ms(record.index == 700 ? 4 : 9);
        ASSERT_TRUE(writer.append(record));
    }
    ASSERT_TRUE(writer.finish());
    const auto source = JournalSource::open(folder / "x_requests.jsonl");
    std::uint64_t next = 0;
    ASSERT_TRUE(source->forEach([&](const RequestRecord& read) {
        EXPECT_EQ(read.index, next);
        EXPECT_EQ(read.text.size(), 10'000u);
        ++next;
    }));
    EXPECT_EQ(next, kRecords);
    EXPECT_EQ(source->firstScheduled().value(), test::ms(4));
}

TEST(Journal, aLineMayBeLongerThanABlock) {
    const test::TemporaryFolder folder;
    auto writer = JournalWriter::open(folder / "x_requests.jsonl", "run-1").value();
    RequestRecord record = test::okRecord({});
    record.text = std::string(3'000'000, 'x');
    ASSERT_TRUE(writer.append(record));
    ASSERT_TRUE(writer.append(test::okRecord({}, 1)));
    ASSERT_TRUE(writer.finish());
    std::vector<std::size_t> lengths;
    ASSERT_TRUE(
        JournalSource::open(folder / "x_requests.jsonl")->forEach([&](const RequestRecord& r) {
            lengths.push_back(r.text.size());
        }));
    EXPECT_EQ(lengths, (std::vector<std::size_t>{3'000'000, 0}));
}

TEST(Journal, aBadLineFarBackIsNamedByItsNumber) {
    const test::TemporaryFolder folder;
    auto writer = JournalWriter::open(folder / "x_requests.jsonl", "run-1").value();
    RequestRecord record = test::okRecord({});
    record.text = std::string(100'000, 'x');
    for (int i = 0; i < 40; ++i) {
        ASSERT_TRUE(writer.append(record));
    }
    ASSERT_TRUE(writer.finish());
    std::ofstream(folder / "x_requests.jsonl", std::ios::app) << "not JSON\n";
    std::size_t visited = 0;
    const auto read =
        JournalSource::open(folder / "x_requests.jsonl")->forEach([&](const RequestRecord&) {
            ++visited;
        });
    ASSERT_FALSE(read);
    EXPECT_THAT(read.error().message, testing::EndsWith("x_requests.jsonl:41: not a JSON object"));
    EXPECT_EQ(visited, 40u);
}

TEST(Journal, keysMayStandInAnyOrder) {
    const auto record = parseJournalLine(
        R"({"finished_ns":9,"sent_ns":3,"outcome":"ok","index":5,"schema_version":1,)"
        R"("chunk_tokens":[1],"chunk_ns":[7]})");
    ASSERT_TRUE(record) << record.error().message;
    EXPECT_EQ(record->index, 5u);
    EXPECT_EQ(record->sent, Stamp(Nanos(3)));
    EXPECT_EQ(record->finished, Stamp(Nanos(9)));
    EXPECT_EQ(record->chunks[0].at, Nanos(7));
}

TEST(Telemetry, linesAreReadBack) {
    TemporaryFolder folder;
    const TelemetrySample sample{Nanos(5), "process", "rss_mb", 12.25};
    ASSERT_TRUE(
        writeFileAtomically(folder / "telemetry.jsonl", telemetryLine(sample) + "\n{\"t_ns\""));
    EXPECT_EQ(readTelemetry(folder / "telemetry.jsonl").value(), std::vector{sample});
    EXPECT_TRUE(readTelemetry(folder / "none.jsonl").value().empty());
}

}  // namespace
}  // namespace sagebench
