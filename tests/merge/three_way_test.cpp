#include "merge/three_way.h"

#include <gtest/gtest.h>

#include <string>

#include "merge/promise.h"

namespace awl {
namespace {

const std::string kBase =
    "# A list\n"
    "\n"
    "## Tools\n"
    "\n"
    "- [Beta](https://b.example) - Sorts.\n"
    "- [Gamma](https://c.example) - Counts.\n"
    "- [Iota](https://i.example) - Is small.\n"
    "- [Kappa](https://k.example) - Is odd.\n"
    "- [Zeta](https://z.example) - Ends.\n"
    "\n"
    "## Books\n"
    "\n"
    "- [Primer](https://primer.example) - A first one.\n";

std::string Replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

std::string Inserted(const std::string& text, const std::string& before, const std::string& line) {
  return Replaced(text, before, line + before);
}

Merged Merge(const std::string& ours, const std::string& theirs) {
  Merged merged = MergeThreeWay(kBase, ours, theirs, {});
  EXPECT_EQ(MergePromise(kBase, ours, theirs).Broken(merged.with_ours, merged.with_theirs), "");
  return merged;
}

TEST(MergeThreeWay, PutsTwoNewEntriesInTheOrderOfASortedList) {
  const std::string theirs = "- [Delta](https://d.example) - Adds.\n";
  const std::string ours = "- [Eta](https://e.example) - Takes.\n";
  const std::string before = "- [Iota]";
  const Merged merged = Merge(Inserted(kBase, before, ours), Inserted(kBase, before, theirs));
  EXPECT_EQ(merged.text, Inserted(kBase, before, theirs + ours));
  EXPECT_EQ(merged.conflicts, 0u);
}

TEST(MergeThreeWay, PutsOursFirstWhereNothingIsSorted) {
  const std::string base = Replaced(Replaced(kBase, "[Beta]", "[Nu]"), "[Iota]", "[Alef]");
  const std::string before = "\n## Books";
  const std::string ours = Inserted(base, before, "- [Yod](https://y.example) - Is last.\n");
  const std::string theirs = Inserted(base, before, "- [Het](https://h.example) - Is late.\n");
  const Merged merged = MergeThreeWay(base, ours, theirs, {});
  EXPECT_EQ(merged.text, Inserted(base, before,
                                  "- [Yod](https://y.example) - Is last.\n"
                                  "- [Het](https://h.example) - Is late.\n"));
}

TEST(MergeThreeWay, KeepsAnEntryThatBothAddedOnce) {
  const std::string before = "- [Iota]";
  const std::string ours = Inserted(kBase, before, "- [Eta](https://e.example) - Takes.\n");
  const std::string theirs =
      Inserted(kBase, before, "- [Eta](http://www.e.example/) - Takes. Gives.\n");
  // The links differ as written, so a person has to choose.
  EXPECT_EQ(Merge(ours, theirs).conflicts, 1u);
  const std::string longer =
      Inserted(kBase, before, "- [Eta](https://e.example) - Takes. And gives.\n");
  const Merged merged = Merge(ours, longer);
  EXPECT_EQ(merged.text, longer);
  EXPECT_EQ(merged.conflicts, 0u);
}

TEST(MergeThreeWay, JoinsALinkAndADescriptionThatWereChangedApart) {
  const std::string ours = Replaced(kBase, "https://c.example", "https://gamma.example");
  const std::string theirs = Replaced(kBase, "Counts.", "Counts words.");
  const Merged merged = Merge(ours, theirs);
  EXPECT_EQ(merged.text, Replaced(ours, "Counts.", "Counts words."));
  EXPECT_EQ(merged.conflicts, 0u);
}

TEST(MergeThreeWay, MarksOnlyTheEntryThatBothRewrote) {
  const std::string ours = Replaced(kBase, "Counts.", "Counts words.");
  const std::string theirs = Replaced(kBase, "Counts.", "Weighs.");
  const Merged merged = Merge(ours, theirs);
  EXPECT_EQ(merged.conflicts, 1u);
  EXPECT_EQ(merged.text, Replaced(kBase, "- [Gamma](https://c.example) - Counts.\n",
                                  "<<<<<<< ours\n"
                                  "- [Gamma](https://c.example) - Counts words.\n"
                                  "=======\n"
                                  "- [Gamma](https://c.example) - Weighs.\n"
                                  ">>>>>>> theirs\n"));
  EXPECT_EQ(merged.with_ours, ours);
  EXPECT_EQ(merged.with_theirs, theirs);
}

TEST(MergeThreeWay, RemovesWhatOneSideRemovedAndTheOtherLeft) {
  const std::string gone = "- [Gamma](https://c.example) - Counts.\n";
  const std::string ours = Replaced(kBase, gone, "");
  const std::string theirs = Replaced(kBase, "Sorts.", "Sorts well.");
  EXPECT_EQ(Merge(ours, theirs).text, Replaced(theirs, gone, ""));
  // Removed and changed is for a person to decide.
  EXPECT_EQ(Merge(ours, Replaced(kBase, "Counts.", "Counts on.")).conflicts, 1u);
}

TEST(MergeThreeWay, ChangesAnEntryWhereTheOtherSideMovedIt) {
  const std::string line = "- [Gamma](https://c.example) - Counts.\n";
  const std::string ours = Replaced(kBase, line, "") + line;
  const std::string theirs = Replaced(kBase, "Counts.", "Counts words.");
  EXPECT_EQ(Merge(ours, theirs).text, Replaced(ours, "Counts.", "Counts words."));
}

TEST(MergeThreeWay, KeepsTheSectionsOfBoth) {
  const std::string before = "## Books";
  const std::string ours =
      Inserted(kBase, before, "## Games\n\n- [Go](https://go.example) - Old.\n\n");
  const std::string theirs =
      Inserted(kBase, before, "## Films\n\n- [Reel](https://reel.example) - Long.\n\n");
  const Merged merged = Merge(ours, theirs);
  EXPECT_EQ(merged.conflicts, 0u);
  EXPECT_EQ(merged.text, Inserted(kBase, before,
                                  "## Games\n\n- [Go](https://go.example) - Old.\n\n"
                                  "## Films\n\n- [Reel](https://reel.example) - Long.\n\n"));
}

TEST(MergeThreeWay, JoinsASectionThatBothMade) {
  const std::string before = "## Books";
  const std::string ours =
      Inserted(kBase, before, "## Games\n\n- [Go](https://go.example) - Old.\n\n");
  const std::string theirs =
      Inserted(kBase, before, "## Games\n\n- [Chess](https://chess.example) - Older.\n\n");
  EXPECT_EQ(Merge(ours, theirs).text,
            Inserted(kBase, before,
                     "## Games\n\n- [Chess](https://chess.example) - Older.\n"
                     "- [Go](https://go.example) - Old.\n\n"));
}

TEST(MergeThreeWay, GivesANewEntryTheMarkerThatTheOtherSideChose) {
  std::string ours = kBase;
  for (std::size_t at = ours.find("\n- "); at != std::string::npos; at = ours.find("\n- ", at)) {
    ours[at + 1] = '*';
  }
  const std::string theirs = Inserted(kBase, "- [Iota]", "- [Eta](https://e.example) - Takes.\n");
  EXPECT_EQ(Merge(ours, theirs).text,
            Inserted(ours, "* [Iota]", "* [Eta](https://e.example) - Takes.\n"));
}

TEST(MergeThreeWay, PutsANewEntryBesideItsNeighboursWhereTheOtherSideMovedTheirSection) {
  const std::string base =
      "# A\n\n## Tools\n\n- [B](https://b.example)\n- [C](https://c.example)\n- "
      "[D](https://d.example)\n"
      "\n## Games\n\n* [G](https://g.example)\n\n## Books\n\n- [P](https://p.example)\n- "
      "[Q](https://q.example)\n"
      "- [R](https://r.example)\n";
  const std::string games = "\n## Games\n\n* [G](https://g.example)\n";
  const std::string ours =
      Inserted(base, "\n## Books", "* [H](https://h.example)\n  * [I](https://i.example)\n");
  const std::string theirs = Replaced(base, games, "") + games;
  const Merged merged = MergeThreeWay(base, ours, theirs, {});
  EXPECT_EQ(merged.text, theirs + "* [H](https://h.example)\n  * [I](https://i.example)\n");
  EXPECT_EQ(MergePromise(base, ours, theirs).Broken(merged.with_ours, merged.with_theirs), "");
}

TEST(MergeThreeWay, LeavesANewEntryInItsListWhereOneNeighbourWasMovedAway) {
  const std::string gone = "- [Gamma](https://c.example) - Counts.\n";
  const std::string line = "- [Delta](https://d.example) - Adds.\n";
  const std::string theirs = Replaced(kBase, gone, "") + gone;
  EXPECT_EQ(Merge(Inserted(kBase, "- [Iota]", line), theirs).text,
            Inserted(theirs, "- [Iota]", line));
}

TEST(MergeThreeWay, SortsNewEntriesAroundOneThatIsGone) {
  const std::string gone = "- [Iota](https://i.example) - Is small.\n";
  const std::string eta = "- [Eta](https://e.example) - Takes.\n";
  const std::string jota = "- [Jota](https://j.example) - Gives.\n";
  const std::string ours = Inserted(kBase, gone, jota);
  const std::string theirs = Replaced(kBase, gone, eta);
  EXPECT_EQ(Merge(ours, theirs).text, Replaced(kBase, gone, eta + jota));
}

TEST(MergeThreeWay, TakesABlankLineAwayThatOneSideTookAway) {
  const std::string tight = Replaced(kBase, "## Books\n\n", "## Books\n");
  const std::string line = "- [Delta](https://d.example) - Adds.\n";
  EXPECT_EQ(Merge(Inserted(tight, "- [Iota]", line), kBase).text,
            Inserted(tight, "- [Iota]", line));
}

TEST(MergeThreeWay, KeepsTheAnchorOfAHeadingOutOfTheEntryAboveIt) {
  const std::string base = Replaced(kBase, "\n## Books", "\n<a id=\"books\"></a>\n## Books");
  const std::string anchor = "\n<a id=\"books\"></a>";
  const std::string ours = Replaced(base, "\n" + anchor, "\n- [Yod](https://y.example)" + anchor);
  const std::string theirs = Replaced(base, "\n" + anchor, "\n- [Het](https://h.example)" + anchor);
  EXPECT_EQ(Merge(ours, theirs).text,
            Replaced(base, "\n" + anchor,
                     "\n- [Het](https://h.example)\n- [Yod](https://y.example)" + anchor));
}

TEST(MergeThreeWay, JoinsAnIndentationAndALinkThatWereChangedApart) {
  const std::string ours = Replaced(kBase, "- [Gamma]", "-   [Gamma]");
  const std::string theirs = Replaced(kBase, "https://c.example", "https://gamma.example");
  EXPECT_EQ(Merge(ours, theirs).text, Replaced(theirs, "- [Gamma]", "-   [Gamma]"));
}

TEST(MergeThreeWay, KeepsWhatIsWithoutChanges) {
  EXPECT_EQ(Merge(kBase, kBase).text, kBase);
  const std::string changed = Replaced(kBase, "A first one.", "A first one, in print.");
  EXPECT_EQ(Merge(changed, kBase).text, changed);
  EXPECT_EQ(Merge(kBase, changed).text, changed);
}

TEST(MergeThreeWay, MarksTextThatBothChanged) {
  const std::string ours = Replaced(kBase, "# A list\n", "# A list\n\nOf tools.\n");
  const std::string theirs = Replaced(kBase, "# A list\n", "# A list\n\nOf many things.\n");
  const Merged merged = Merge(ours, theirs);
  EXPECT_EQ(merged.conflicts, 1u);
  EXPECT_EQ(merged.with_ours, ours);
  EXPECT_EQ(merged.with_theirs, theirs);
}

TEST(MergePromise, SaysWhatIsLostOrDoubled) {
  const std::string gone = "- [Gamma](https://c.example) - Counts.\n";
  const MergePromise promise(kBase, kBase, kBase);
  const std::string without = Replaced(kBase, gone, "");
  EXPECT_EQ(promise.Broken(without, without), "the merge would lose c.example");
  EXPECT_EQ(promise.Broken(kBase + gone, kBase + gone), "the merge would double c.example");
  EXPECT_EQ(promise.Doubled(kBase), "");
  EXPECT_EQ(promise.Doubled(kBase + gone), "c.example is there twice");
  // What one side removed may be gone.
  EXPECT_EQ(MergePromise(kBase, without, kBase).Broken(without, without), "");
}

}  // namespace
}  // namespace awl
