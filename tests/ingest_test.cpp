#include "assay/ingest.h"
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <thread>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "assay/text.h"

#include "compressed.h"
#include "ingest/decompress.h"
#include "ingest/unique_ids.h"
#include "ingest/url.h"
#include "memory_file.h"
#include "process.h"

namespace assay {
namespace {

namespace fs = std::filesystem;
using namespace std::string_literals;

// Text that does not compress to nothing.
std::string lines_of_json(int count) {
  std::string out;
  std::uint32_t random = 1;
  for (int i = 0; i < count; ++i) {
    out += R"({"id":)" + std::to_string(i) + R"(,"text":"ship )";
    for (int k = 0; k < 20; ++k) {
      random = random * 1664525 + 1013904223;
      out += std::to_string(random) + " ";
    }
    out += "\"}\n";
  }
  return out;
}

class Ingest : public testing::Test {
 protected:
  std::string path(const std::string& name) const { return scratch_ / name; }
  std::string write(const std::string& name, const std::string& bytes) const {
    return scratch_.write(name, bytes);
  }

  fixture::Scratch scratch_;
};

std::vector<ReadItem> read_all(std::vector<std::string> inputs, ReaderOptions options = {}) {
  Reader reader(std::move(inputs), std::move(options));
  std::vector<ReadItem> items;
  while (std::optional<ReadItem> item = reader.next()) items.push_back(*std::move(item));
  return items;
}

std::vector<Record> records(const std::vector<ReadItem>& items) {
  std::vector<Record> out;
  for (const ReadItem& item : items) {
    if (const auto* record = std::get_if<Record>(&item)) out.push_back(*record);
  }
  return out;
}

std::vector<InputError> errors(const std::vector<ReadItem>& items) {
  std::vector<InputError> out;
  for (const ReadItem& item : items) {
    if (const auto* error = std::get_if<InputError>(&item)) out.push_back(*error);
  }
  return out;
}

// The only error of `items`, which must have that code, name `input` and offer a remedy.
InputError only_error(const std::vector<ReadItem>& items, const std::string& code,
                      const std::string& input) {
  const std::vector<InputError> found = errors(items);
  EXPECT_EQ(found.size(), 1U);
  if (found.empty()) return {};
  EXPECT_EQ(found[0].code, code);
  EXPECT_NE(found[0].message.find(input), std::string::npos) << found[0].message;
  EXPECT_TRUE(found[0].message.ends_with('.')) << found[0].message;
  EXPECT_FALSE(found[0].remedy.empty());
  return found[0];
}

// ---- kinds of input

TEST_F(Ingest, TextFileIsOneRecordNamedByItsPath) {
  const std::string file = write("a.txt", "The port closed.\r\nShips wait.\r\n");
  const auto found = records(read_all({file}));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].id, file);
  EXPECT_EQ(found[0].path, file);
  EXPECT_EQ(found[0].payload, "The port closed.\r\nShips wait.\r\n");
  EXPECT_EQ(found[0].range, (ByteRange{0, found[0].payload.size()}));
  EXPECT_EQ(found[0].kind, MediaKind::text);
  EXPECT_FALSE(found[0].payload_is_utf8);
  EXPECT_FALSE(found[0].cut);
}

TEST_F(Ingest, KindIsFoundByContentNotByName) {
  const auto kind_of = [&](const std::string& bytes) {
    const auto found = records(read_all({write("page.dat", bytes)}));
    return found.empty() ? "none"s : found[0].kind == MediaKind::html ? "html"s : "text"s;
  };
  EXPECT_EQ(kind_of("<!DOCTYPE html><title>x</title>"), "html");
  EXPECT_EQ(kind_of("\xef\xbb\xbf\n <HTML lang=en>"), "html");
  EXPECT_EQ(kind_of("<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC>"), "html");
  EXPECT_EQ(kind_of("<!-- saved --><p>x"), "html");
  EXPECT_EQ(kind_of("<p class=x>The port closed."), "html");
  EXPECT_EQ(kind_of("<h2>Quay</h2>\n<p>The port closed.</p>"), "html");
  EXPECT_EQ(kind_of("<figure><img src=q.jpg></figure><P>The port closed."), "html");
  EXPECT_EQ(kind_of("<halm-story><div>The port closed.</div></halm-story>"), "html");
  EXPECT_EQ(kind_of("<img src=logo.png>\n\n# Quay\n\nNotes on the port."), "text");
  EXPECT_EQ(kind_of("<strong>Quay</strong> is a port.\n\nIt closed."), "text");
  EXPECT_EQ(kind_of("<strong>Quay</strong> is a port.\n\n| a | b |\n|---|---|\n| x<br>y | z |"),
            "text");
  EXPECT_EQ(kind_of("<details><summary>Quay</summary>\n\n<p>Notes</p>\n\n# Port\n</details>"),
            "text");
  EXPECT_EQ(kind_of("<ada@halm-port.example> wrote: <p>is a tag</p>"), "text");
  EXPECT_EQ(kind_of("<3 the port, they said <html>"), "text");
  EXPECT_EQ(kind_of("Pages begin with <html>, he said."), "text");
  EXPECT_EQ(kind_of("{curly} braces"), "text");
  EXPECT_EQ(kind_of("\xff\xfeT\0h\0e\0 \0p\0o\0r\0t\0"s), "text");
  EXPECT_EQ(kind_of("\xff\xfe<\0h\0t\0m\0l\0>\0"s), "html");
}

TEST_F(Ingest, FormatOptionOverridesContent) {
  const std::string file = write("x", "{\"text\":\"a\"}\n");
  EXPECT_TRUE(records(read_all({file}))[0].payload_is_utf8);
  EXPECT_EQ(records(read_all({file}, {.format = InputFormat::text}))[0].payload,
            "{\"text\":\"a\"}\n");
  EXPECT_EQ(records(read_all({file}, {.format = InputFormat::html}))[0].kind, MediaKind::html);
  only_error(read_all({write("y", "no json\n")}, {.format = InputFormat::jsonl}), "bad_json_line",
             "y:1");
}

TEST_F(Ingest, DirectoriesAreReadRecursivelySortedWithoutHiddenEntries) {
  write("d/b.txt", "b");
  write("d/a/z.txt", "z");
  write("d/a/c.txt", "c");
  write("d/.git/config", "hidden");
  write("d/.hidden.txt", "hidden");
  const auto found = records(read_all({path("d")}));
  std::vector<std::string> ids;
  for (const Record& record : found) ids.push_back(record.id);
  EXPECT_EQ(ids, (std::vector{path("d/a/c.txt"), path("d/a/z.txt"), path("d/b.txt")}));
  EXPECT_EQ(records(read_all({path("d/.hidden.txt")})).size(), 1U) << "named directly, it is read";
}

TEST_F(Ingest, DirectoryLoopsEnd) {
  write("d/a.txt", "a");
  fs::create_directory_symlink(path("d"), path("d/loop"));
  fs::create_symlink(path("d/a.txt"), path("d/b.txt"));
  fs::create_symlink(path("d/nothing"), path("d/broken"));
  const auto items = read_all({path("d")});
  EXPECT_EQ(records(items).size(), 2U);
  only_error(items, "missing_file", "d/broken");
}

TEST_F(Ingest, LinkedDirectoriesAreReadOnce) {
  for (const std::string name : {"1", "2", "3", "4"}) {
    write("d/" + name + "/f.txt", name);
    for (const std::string other : {"1", "2", "3", "4"}) {
      if (other != name)
        fs::create_directory_symlink("../" + other, path("d/" + name + "/l" + other));
    }
  }
  EXPECT_EQ(records(read_all({path("d")})).size(), 4U);
  EXPECT_EQ(records(read_all({path("d/1"), path("d/2")})).size(), 8U) << "each input for itself";
}

TEST_F(Ingest, FifoIsReadWhileItIsWritten) {
  const std::string fifo = path("fifo");
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  std::thread writer([&] {
    const int out = ::open(fifo.c_str(), O_WRONLY);
    for (const std::string piece : {"{\"te", "xt\":\"one\"}\n{\"text\":", "\"two\"}\n"}) {
      EXPECT_EQ(::write(out, piece.data(), piece.size()), static_cast<ssize_t>(piece.size()));
    }
    ::close(out);
  });
  const auto found = records(read_all({fifo}));
  writer.join();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[1].payload, "two");
}

// ---- compression

TEST_F(Ingest, CompressionIsFoundByMagicBytes) {
  const std::string text = "The port closed.\n";
  EXPECT_EQ(records(read_all({write("a", gzip(text))}))[0].payload, text);
  EXPECT_EQ(records(read_all({write("b.gz", zstd(text, 1))}))[0].payload, text);
  EXPECT_EQ(records(read_all({write("c.gz", text)}))[0].payload, text);
}

TEST_F(Ingest, MembersAndFramesOneAfterAnotherAreOneStream) {
  const std::string text = lines_of_json(3000);
  std::string gz, zst = "\x50\x2a\x4d\x18\x03\0\0\0abc"s;  // a skippable frame first
  for (std::size_t at = 0; at < text.size(); at += 7001) {
    gz += gzip(text.substr(at, 7001));
    zst += zstd(text.substr(at, 7001), 1);
  }
  for (const std::string& bytes : {gz, zst, gz + std::string(512, '\0')}) {
    const auto found = records(read_all({write("a", bytes)}));
    ASSERT_EQ(found.size(), 3000U);
    EXPECT_EQ(found[2999].id, "2999");
    EXPECT_EQ(found[2999].range.end, text.size() - 1);
  }
}

TEST_F(Ingest, TruncatedStreamIsAnErrorAfterTheWholeRecordsBeforeIt) {
  const std::string text = lines_of_json(3000);
  for (const bool use_zstd : {false, true}) {
    const std::string whole = use_zstd ? zstd(text, 1) : gzip(text);
    for (const double share : {0.1, 0.5, 0.99}) {
      const std::string file =
          write("a", whole.substr(0, static_cast<std::size_t>(whole.size() * share)));
      const auto items = read_all({file, write("b.txt", "Next.")});
      const auto found = records(items);
      ASSERT_FALSE(found.empty());
      if (share > 0.4) {
        EXPECT_GT(found.size(), 1000U);
      }
      EXPECT_EQ(found.back().payload, "Next.") << "the other inputs are still read";
      for (std::size_t i = 0; i + 1 < found.size(); ++i) EXPECT_EQ(found[i].id, std::to_string(i));
      only_error(items, use_zstd ? "truncated_zstd" : "truncated_gzip", file);
    }
  }
}

TEST_F(Ingest, TruncatedTextIsNoRecord) {
  const std::string whole = gzip(lines_of_json(100));
  const auto items =
      read_all({write("a", whole.substr(0, whole.size() / 2))}, {.format = InputFormat::text});
  EXPECT_TRUE(records(items).empty());
  only_error(items, "truncated_gzip", path("a"));
}

TEST_F(Ingest, CorruptStreamsAreErrors) {
  std::string bytes = gzip(lines_of_json(100));
  bytes[bytes.size() - 6] ^= 0x55;  // the checksum
  only_error(read_all({write("a", bytes)}), "corrupt_gzip", path("a"));
  only_error(read_all({write("b", gzip("x") + "not gzip")}, {.format = InputFormat::text}),
             "corrupt_gzip", path("b"));
  bytes = zstd(lines_of_json(100), 1);
  bytes[bytes.size() / 2] ^= 0x55;
  const auto items = read_all({write("c", bytes + "junk")});
  ASSERT_FALSE(errors(items).empty());
  EXPECT_EQ(errors(items)[0].code, "corrupt_zstd");
}

TEST_F(Ingest, DecompressionBombStopsEarly) {
  const std::string zeros(std::size_t{8} << 20, 'a');
  Result<InputStream> stream = InputStream::open(
      write("bomb", gzip(zeros)), {.checked_after_bytes = 1 << 20, .max_ratio = 100});
  ASSERT_TRUE(stream);
  std::vector<char> buffer(64 * 1024);
  std::size_t total = 0;
  while (const std::size_t count = stream.value().read(buffer.data(), buffer.size()))
    total += count;
  ASSERT_TRUE(stream.value().error());
  EXPECT_EQ(stream.value().error()->code, "decompression_bomb");
  EXPECT_LT(total, std::size_t{2} << 20);
}

// ---- input that is no text

TEST_F(Ingest, MissingFileIsAnErrorAndTheRestIsRead) {
  const auto items = read_all({path("none"), write("a.txt", "Here.")});
  EXPECT_EQ(records(items).size(), 1U);
  only_error(items, "missing_file", path("none"));
}

TEST_F(Ingest, EmptyInputIsAnError) {
  for (const std::string& bytes : {""s, " \n\r\n"s, "\xef\xbb\xbf"s, gzip("")}) {
    only_error(read_all({write("a", bytes)}), "empty_input", path("a"));
  }
  EXPECT_TRUE(read_all({write("a", "")}, {.format = InputFormat::jsonl}).empty())
      << "a JSONL file of no records is whole";
}

TEST_F(Ingest, BinaryFilesAreErrors) {
  const std::vector<std::string> files = {"%PDF-1.7\n%",  "\x89PNG\r\n\x1a\n",
                                          "PK\x03\x04xx", "\xff\xd8\xff\xe0xx",
                                          "ab\0cd"s,      gzip(gzip("twice"))};
  for (const std::string& bytes : files) {
    only_error(read_all({write("a", bytes)}), "binary_file", path("a"));
  }
}

TEST_F(Ingest, AStrayNulMakesNoBinaryFile) {
  const std::string page = "<html><body><p>The minister spoke \0 on Monday.</p></body></html>"s;
  EXPECT_EQ(records(read_all({write("a", page)})).at(0).kind, MediaKind::html);
  EXPECT_EQ(
      records(read_all({write("b", "The port of Halm\0 closed on Monday for repairs."s)})).size(),
      1U);
}

TEST_F(Ingest, UnreadableDirectoryIsAnErrorAndTheRestIsRead) {
  write("d/closed/a.txt", "a");
  write("d/open.txt", "b");
  fs::permissions(path("d/closed"), fs::perms::none);
  // Permissions do not bind root: read as somebody else.
  const bool root = ::geteuid() == 0;
  if (root) {
    fs::permissions(scratch_.path(), fs::perms::all);
    ASSERT_EQ(::seteuid(65534), 0);
  }
  const auto items = read_all({path("d")});
  if (root) {
    ASSERT_EQ(::seteuid(0), 0);
  }
  fs::permissions(path("d/closed"), fs::perms::owner_all);
  EXPECT_EQ(records(items).size(), 1U);
  only_error(items, "unreadable_directory", path("d/closed"));
}

TEST_F(Ingest, FormatsThatCannotBeReadAreNamed) {
  EXPECT_NE(only_error(read_all({write("a.txt", "WARC/1.0\r\nWARC-Type: warcinfo\r\n")}),
                       "unsupported_format", path("a.txt"))
                .message.find("WARC"),
            std::string::npos);
  only_error(read_all({write("b", "[{\"text\":\"a\"}]")}), "unsupported_format", path("b"));
  only_error(read_all({write("c", "{\n  \"text\": \"a\"\n}")}), "unsupported_format", path("c"));
  const std::string wide = "\xff\xfe{\0\"\0i\0d\0\"\0:\0\"\0a\0\"\0}\0\n\0"s;
  for (const InputFormat format : {InputFormat::automatic, InputFormat::jsonl}) {
    const InputError error = only_error(read_all({write("d", wide)}, {.format = format}),
                                        "unsupported_format", path("d"));
    EXPECT_NE(error.remedy.find("iconv"), std::string::npos);
  }
}

// ---- long input

TEST_F(Ingest, LongDocumentIsCutAtACharacter) {
  const std::string file = write("a.txt", "ab\u00e9\u6e2f\U0001f6a2");  // 2 + 2 + 3 + 4 bytes
  const std::vector<std::size_t> lengths = {0, 1, 2, 2, 4, 4, 4, 7, 7, 7, 7, 11, 11};
  for (std::size_t limit = 1; limit < lengths.size(); ++limit) {
    const auto found = records(read_all({file}, {.max_document_bytes = limit}));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].payload.size(), lengths[limit]) << limit;
    EXPECT_EQ(found[0].cut, limit < 11) << limit;
  }
}

TEST_F(Ingest, HundredMegabyteLineIsReadInBoundedMemory) {
  std::string bytes(std::size_t{100} << 20, 'x');
  const std::string file = write("a.txt", bytes);
  const auto found = records(read_all({file}));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_TRUE(found[0].cut);
  EXPECT_EQ(found[0].payload.size(), std::size_t{16} << 20);

  bytes.replace(0, 9, "{\"text\":\"");
  const auto items = read_all({write("a.jsonl", bytes + "\"}\n{\"text\":\"next\"}\n")});
  ASSERT_EQ(records(items).size(), 1U);
  EXPECT_EQ(records(items)[0].payload, "next");
  const InputError error = only_error(items, "line_too_long", "a.jsonl:1");
  EXPECT_EQ(error.range, (ByteRange{0, bytes.size() + 2}));
}

// ---- JSONL

TEST_F(Ingest, JsonlLinesAreRecordsWithTheirRangesAndFields) {
  const std::string text =
      R"({"id":"a1","text":"One \u00e9\n","url":"https://Desk@News.Example:80/x","date":"2025-03-01","title":"T"})"
      "\n\n"
      R"({"id":7,"content":"Two","metadata":{"url":"https://b.example/"}})"
      "\r\n"
      R"({"raw_content":"Three"})";
  const std::string file = write("a", text);
  const auto found = records(read_all({file}));
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].id, "a1");
  EXPECT_EQ(found[0].payload, "One \u00e9\n");
  EXPECT_TRUE(found[0].payload_is_utf8);
  EXPECT_EQ(found[0].host, "news.example");
  EXPECT_EQ(found[0].date, "2025-03-01");
  EXPECT_EQ(found[0].title, "T");
  EXPECT_EQ(found[0].range, (ByteRange{0, text.find('\n')}));
  EXPECT_EQ(found[1].id, "7");
  EXPECT_EQ(found[1].payload, "Two");
  EXPECT_EQ(found[1].host, "b.example");
  EXPECT_EQ(found[2].id, file);
  EXPECT_EQ(found[2].range.end, text.size());
}

TEST_F(Ingest, JsonlHtmlFieldIsAPage) {
  const std::string lines =
      "{\"html\":\"<p>A\"}\n{\"text\":\"<p>B\"}\n{\"content\":\"<!doctype html><p>C\"}\n"
      "{\"text\":\"D\",\"html\":\"<p>D\"}\n";
  const std::string file = write("a", lines);
  const auto found = records(read_all({file}));
  ASSERT_EQ(found.size(), 4U);
  EXPECT_EQ(found[0].kind, MediaKind::html);
  EXPECT_EQ(found[1].kind, MediaKind::text) << "a text field is text, whatever stands in it";
  EXPECT_EQ(found[2].kind, MediaKind::html);
  EXPECT_EQ(found[3].kind, MediaKind::text);
  EXPECT_EQ(records(read_all({file}, {.html_field = "html"})).back().kind, MediaKind::html);
}

TEST_F(Ingest, JsonlFieldsCanBeRenamed) {
  const auto found =
      records(read_all({write("a", "{\"text\":\"no\",\"body\":\"yes\",\"key\":\"k\"}\n")},
                       {.text_field = "body", .id_field = "key"}));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].payload, "yes");
  EXPECT_EQ(found[0].id, "k");
}

TEST_F(Ingest, BadLineIsAnErrorThatNamesItAndTheOthersStillCome) {
  const std::vector<std::pair<std::string, std::string>> bad = {
      {R"({"text":"open)", "bad_json_line"},
      {R"({"text":"a"} tail)", "bad_json_line"},
      {R"({"text":nope})", "bad_json_line"},
      {R"({"text":"\x"})", "bad_json_line"},
      {R"(["text"])", "bad_json_line"},
      {R"("text")", "bad_json_line"},
      {R"({"body":"a"})", "missing_text"},
      {R"({"text":5})", "missing_text"},
      {R"({"text":null})", "missing_text"},
      {"{\"text\":\"a\tb\"}", "bad_json_line"},
      {"{\"text\":\"a\"" + std::string(500, ' ') + ",\"x\":" + std::string(100'000, '[') + "}",
       "bad_json_line"},
  };
  for (const auto& [line, code] : bad) {
    const auto items =
        read_all({write("a", "{\"text\":\"one\"}\n" + line + "\n{\"text\":\"three\"}\n")});
    EXPECT_EQ(records(items).size(), 2U) << line.substr(0, 80);
    const InputError error = only_error(items, code, path("a") + ":2:");
    EXPECT_EQ(error.range, (ByteRange{15, 15 + line.size()}));
  }
}

TEST_F(Ingest, LoneSurrogatesBecomeReplacementCharacters) {
  const auto payload = [&](const std::string& json) {
    const auto found = records(read_all({write("a", "{\"text\":\"" + json + "\"}\n")}));
    return found.empty() ? "none"s : found[0].payload;
  };
  EXPECT_EQ(payload("a\\ud83d\\udea2b"),
            "a\U0001f6a2"
            "b")
      << "a pair is one character";
  EXPECT_EQ(payload("a\\ud83db"),
            "a\ufffd"
            "b");
  EXPECT_EQ(payload("a\\udea2"), "a\ufffd");
  EXPECT_EQ(payload("\\uD83D\\uD83D\\uDEA2"), "\ufffd\U0001f6a2");
  EXPECT_EQ(payload("\\\\ud83d \\ud83d"), "\\ud83d \ufffd") << "an escaped backslash is no escape";
}

TEST_F(Ingest, NulEscapesAndInvalidBytesInJsonAreKeptReadable) {
  const auto found = records(read_all({write("a",
                                             "{\"text\":\"a\\u0000b\"}\n{\"text\":\"a\xff"
                                             "b\"}\n")}));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].payload, "a\0b"s);
  EXPECT_EQ(found[1].payload,
            "a\ufffd"
            "b");
}

TEST_F(Ingest, OfDuplicateKeysTheLastCounts) {
  EXPECT_EQ(records(read_all({write("a", R"({"text":"one","text":"two"})")}))[0].payload, "two");
}

TEST_F(Ingest, LongFieldOfALineIsCut) {
  const auto found =
      records(read_all({write("a", "{\"text\":\"ab\u00e9\u00e9\"}\n")}, {.max_document_bytes = 5}));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].payload, "ab\u00e9");
  EXPECT_TRUE(found[0].cut);
}

// ---- any bytes

// Lines are damaged, streams cut and changed; fixed seed, so that a failure repeats.
TEST(AnyInput, IsReadToItsEndInOrder) {
  const std::vector<std::string> seeds = {
      "{\"id\":1,\"text\":\"The port \\u00e9 \\ud83d\\udea2 \\ud83d closed.\\n\"}\n",
      "{\"id\":\"x\",\"html\":\"<p>Ships\",\"meta\":{\"url\":\"https://a.example/\"}}\r\n",
      "{\"text\":[1,2.5,{\"a\":null}],\"text\":\"last\"}\n\n", "[\"no\"]\n", "\xef\xbb\xbf{}\n"};
  std::mt19937 random(20250301);
  const auto pick = [&](std::size_t bound) { return random() % bound; };
  for (int round = 0; round < 2000; ++round) {
    std::string bytes;
    for (std::size_t pieces = 1 + pick(6); pieces > 0; --pieces) bytes += seeds[pick(seeds.size())];
    for (std::size_t edits = pick(4); edits > 0; --edits) {
      bytes[pick(bytes.size())] = static_cast<char>(pick(256));
    }
    const std::size_t file_bytes = bytes.size();
    const std::size_t compression = pick(3);
    if (compression > 0) bytes = compression == 1 ? gzip(bytes) : zstd(bytes, 1);
    if (pick(3) == 0) bytes.resize(pick(bytes.size()));
    if (compression > 0 && !bytes.empty() && pick(3) == 0)
      bytes[pick(bytes.size())] ^= 1 << pick(8);

    // Where the mark of a compression is broken, its bytes are what is read.
    const std::size_t most_bytes = std::max(file_bytes, bytes.size());
    const MemoryFile file(bytes);
    Reader reader({file.path()},
                  {.format = pick(2) == 0 ? InputFormat::automatic : InputFormat::jsonl});
    std::set<std::string> ids;
    std::uint64_t end = 0;
    while (const std::optional<ReadItem> item = reader.next()) {
      if (const auto* record = std::get_if<Record>(&*item)) {
        ASSERT_LE(end, record->range.begin);
        ASSERT_LE(record->range.begin, record->range.end);
        end = record->range.end;
        ASSERT_LE(end, most_bytes);
        ASSERT_TRUE(ids.insert(record->id).second);
        if (record->payload_is_utf8) {
          ASSERT_EQ(valid_utf8("x" + record->payload), "x" + record->payload);
        }
      } else {
        const auto& error = std::get<InputError>(*item);
        ASSERT_FALSE(error.code.empty() || error.message.empty() || error.remedy.empty());
      }
    }
  }
}

// ---- ids, hosts, progress

TEST_F(Ingest, IdsAreUniqueInTheRun) {
  const std::string file = write("a",
                                 "{\"text\":\"1\"}\n{\"text\":\"2\"}\n{\"id\":\"x\",\"text\":\"3\"}"
                                 "\n{\"id\":\"x\",\"text\":\"4\"}\n");
  std::vector<std::string> ids;
  for (const Record& record : records(read_all({file, file}))) ids.push_back(record.id);
  EXPECT_EQ(ids, (std::vector{file, file + "#2", "x"s, "x#2"s, file + "#3", file + "#4", "x#3"s,
                              "x#4"s}));
}

TEST(UniqueIds, NumbersDoNotCollideWithNamesThatLookNumbered) {
  UniqueIds ids;
  EXPECT_EQ(ids.make("a"), "a");
  EXPECT_EQ(ids.make("a#2"), "a#2");
  EXPECT_EQ(ids.make("a"), "a#3");
  EXPECT_EQ(ids.make("a#2"), "a#2#2");
}

TEST(HostOf, IsTheNameAlone) {
  EXPECT_EQ(host_of("https://News.Example/a?b#c"), "news.example");
  EXPECT_EQ(host_of("http://user:word@news.example:8080/"), "news.example");
  EXPECT_EQ(host_of("//news.example/a"), "news.example");
  EXPECT_EQ(host_of("news.example/a//b"), "news.example");
  EXPECT_EQ(host_of("https://[2001:db8::1]:80/"), "[2001:db8::1]");
  EXPECT_EQ(host_of("https://news.example./"), "news.example");
  EXPECT_EQ(host_of("/a/b.html"), "");
  EXPECT_EQ(host_of("mailto:desk"), "");
  EXPECT_EQ(host_of(""), "");
}

TEST_F(Ingest, ProgressCountsBytesOfTheFilesThemselves) {
  const std::string a = write("a.txt", "The port closed."),
                    b = write("b", gzip(lines_of_json(100)));
  Reader reader({a, b}, {});
  EXPECT_EQ(reader.bytes_total(), fs::file_size(a) + fs::file_size(b));
  while (reader.next()) {
  }
  EXPECT_EQ(reader.bytes_read(), reader.bytes_total());
}

TEST_F(Ingest, TheTotalOfBytesIsUnknownWhereAnInputIsAFifo) {
  ASSERT_EQ(::mkfifo(path("fifo").c_str(), 0600), 0);
  EXPECT_EQ(Reader({write("a.txt", "The port closed."), path("fifo")}, {}).bytes_total(), 0u);
}

TEST_F(Ingest, ALimitBeyondEveryDocumentCutsNothing) {
  const std::string text = write("a.txt", "The port closed."),
                    rows = write("b", "{\"text\":\"The port closed.\"}\n");
  for (const std::size_t limit : {most_document_bytes + 1, SIZE_MAX / 2, SIZE_MAX}) {
    const auto found = records(read_all({text, rows}, {.max_document_bytes = limit}));
    ASSERT_EQ(found.size(), 2u) << limit;
    for (const Record& record : found) {
      EXPECT_EQ(record.payload, "The port closed.") << limit;
      EXPECT_FALSE(record.cut) << limit;
    }
  }
}

TEST_F(Ingest, ReadWholeDecompresses) {
  const Result<std::string> content = read_whole(write("a", gzip("text")));
  ASSERT_TRUE(content);
  EXPECT_EQ(content.value(), "text");
  EXPECT_EQ(read_whole(path("none")).error().code, "missing_file");
}

}  // namespace
}  // namespace assay
