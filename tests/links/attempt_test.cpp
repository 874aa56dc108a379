#include "web/attempt.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace awl {
namespace {

Attempt WithStatus(int status) { return {.status = status}; }
Attempt WithFailure(Failure failure) { return {.failure = failure}; }

TEST(Classify, StatusesAsTheTableSays) {
  const struct {
    Evidence evidence;
    std::vector<int> statuses;
  } kRows[] = {
      {Evidence::kOk, {200, 201, 204, 206, 299}},
      {Evidence::kHard, {404, 410}},
      {Evidence::kSoft, {500, 502, 503, 504, 520, 530, 599}},
      {Evidence::kShut, {401, 402, 403, 405, 406, 407, 418, 421, 425, 429, 451, 999}},
      {Evidence::kOther, {42, 100, 300, 304, 305, 400, 411, 414, 422, 600, 998}},
  };
  for (const auto& row : kRows) {
    for (const int status : row.statuses) {
      EXPECT_EQ(Classify(WithStatus(status)), row.evidence) << status;
    }
  }
}

TEST(Classify, FailuresAsTheTableSays) {
  const struct {
    Evidence evidence;
    std::vector<Failure> failures;
  } kRows[] = {
      {Evidence::kHard, {Failure::kNoSuchHost, Failure::kNoAddress}},
      {Evidence::kSoft,
       {Failure::kResolver, Failure::kTimeout, Failure::kRefused, Failure::kUnroutable,
        Failure::kReset, Failure::kTlsExpired, Failure::kTlsWrongName, Failure::kTlsUnknownIssuer,
        Failure::kTlsOther, Failure::kRedirectLoop, Failure::kTooManyRedirects}},
      {Evidence::kBlocked,
       {Failure::kBlockedAddress, Failure::kBlockedScheme, Failure::kUserinfo, Failure::kBadUrl}},
      {Evidence::kOther, {Failure::kBadRedirect, Failure::kBadAnswer}},
  };
  std::size_t count = 1;  // kNone
  for (const auto& row : kRows) {
    for (const Failure failure : row.failures) {
      EXPECT_EQ(Classify(WithFailure(failure)), row.evidence) << NameOf(failure);
      ++count;
    }
  }
  EXPECT_EQ(count, static_cast<std::size_t>(Failure::kBadUrl) + 1) << "a failure without a row";
}

TEST(Classify, AChallengeShutsOutWhateverItsStatus) {
  for (const int status : {200, 403, 404, 503}) {
    Attempt attempt = WithStatus(status);
    attempt.page.is_challenge = true;
    EXPECT_EQ(Classify(attempt), Evidence::kShut) << status;
    attempt = WithStatus(status);
    attempt.has_cf_mitigated = true;
    EXPECT_EQ(Classify(attempt), Evidence::kShut) << status;
  }
}

TEST(Classify, CloudflareShutsOutWith403And503Only) {
  const struct {
    int status;
    Evidence evidence;
  } kRows[] = {{403, Evidence::kShut},
               {503, Evidence::kShut},
               {404, Evidence::kHard},
               {200, Evidence::kOk},
               {522, Evidence::kSoft}};
  for (const auto& row : kRows) {
    const Attempt attempt = {.status = row.status, .server = "cloudflare"};
    EXPECT_EQ(Classify(attempt), row.evidence) << row.status;
  }
}

TEST(Classify, TheConfigMayAcceptAStatusOfAHost) {
  const std::vector<int> accepted = {403, 404};
  EXPECT_EQ(Classify(WithStatus(403), accepted), Evidence::kOk);
  EXPECT_EQ(Classify(WithStatus(404), accepted), Evidence::kOk);
  EXPECT_EQ(Classify(WithStatus(410), accepted), Evidence::kHard);
  EXPECT_EQ(Classify(WithFailure(Failure::kNoSuchHost), accepted), Evidence::kHard);
}

TEST(BestOf, AFailureMustSayTheSameTwice) {
  const Attempt ok = WithStatus(200);
  const Attempt hard = WithStatus(404);
  const Attempt soft = WithStatus(500);
  const Attempt shut = WithStatus(403);
  const auto best = [](const Attempt& first, const Attempt& second) {
    const Attempt both[] = {first, second};
    return Classify(BestOf(both));
  };
  EXPECT_EQ(best(hard, ok), Evidence::kOk);
  EXPECT_EQ(best(hard, hard), Evidence::kHard);
  EXPECT_EQ(best(hard, soft), Evidence::kSoft);
  EXPECT_EQ(best(soft, hard), Evidence::kSoft);
  EXPECT_EQ(best(hard, shut), Evidence::kShut);
  EXPECT_EQ(best(soft, soft), Evidence::kSoft);
}

TEST(WantsSecondAttempt, NotOfWhoAnsweredOrShutsOut) {
  for (const int status : {404, 410, 500, 400}) {
    EXPECT_TRUE(WantsSecondAttempt(WithStatus(status))) << status;
  }
  for (const int status : {200, 403, 429, 999}) {
    EXPECT_FALSE(WantsSecondAttempt(WithStatus(status))) << status;
  }
  EXPECT_TRUE(WantsSecondAttempt(WithFailure(Failure::kNoSuchHost)));
  EXPECT_FALSE(WantsSecondAttempt(WithFailure(Failure::kBlockedAddress)));
}

TEST(Names, AreReadBack) {
  for (int i = 0; i <= static_cast<int>(Failure::kBadUrl); ++i) {
    const auto failure = static_cast<Failure>(i);
    EXPECT_EQ(FailureNamed(NameOf(failure)), failure);
  }
  for (int i = 0; i <= static_cast<int>(Evidence::kOther); ++i) {
    const auto evidence = static_cast<Evidence>(i);
    EXPECT_EQ(EvidenceNamed(NameOf(evidence)), evidence);
  }
  EXPECT_FALSE(FailureNamed("no such failure"));
}

TEST(ReasonOf, SaysWhoAndWhat) {
  EXPECT_EQ(ReasonOf(WithStatus(404)), "404");
  EXPECT_EQ(ReasonOf({.status = 403, .server = "cloudflare"}), "403 by Cloudflare");
  EXPECT_EQ(ReasonOf(WithFailure(Failure::kNoSuchHost)), "no such host");
  Attempt challenge = WithStatus(200);
  challenge.page.is_challenge = true;
  EXPECT_EQ(ReasonOf(challenge), "200 with a test for robots");
}

}  // namespace
}  // namespace awl
