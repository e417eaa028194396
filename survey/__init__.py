"""The survey: questions with an identity across years, regions' answers, and summaries."""
