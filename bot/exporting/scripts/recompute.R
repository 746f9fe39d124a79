# Recompute indices.csv from responses.csv, and say where they differ.
#
#     Rscript recompute.R [FOLDER]
#
# It needs base R only. For each figure that is not suppressed: n, the paper's total and percent
# (method paper-2025, whole numbers rounded half up), the unrounded total and the index on a 0-100
# scale (method precise-1). The exit status is 0 if all agree and 1 if one does not.

lowest <- 1
highest <- 5
tolerance <- 1e-9
compared <- c("n", "total", "percent", "total_unrounded", "index")

half_up <- function(numerator, denominator) {
  (2 * numerator + denominator) %/% (2 * denominator)
}

# One row of indices.csv from the ratings of its items; NA where there is none.
figures <- function(ratings) {
  sums <- colSums(ratings, na.rm = TRUE)
  counts <- colSums(!is.na(ratings))
  total <- sum(half_up(sums, counts))
  unrounded <- sum(sums / counts)
  c(
    n = sum(rowSums(!is.na(ratings)) > 0),
    total = total,
    percent = half_up(100 * total, highest * length(sums)),
    total_unrounded = unrounded,
    index = 100 * (unrounded / length(sums) - lowest) / (highest - lowest)
  )
}

read <- function(name) {
  read.csv(
    file.path(folder, name),
    colClasses = "character", na.strings = character(), encoding = "UTF-8", check.names = FALSE
  )
}

arguments <- commandArgs(trailingOnly = TRUE)
folder <- if (length(arguments)) arguments[1] else "."
book <- read("codebook.csv")
book <- book[book$file == "responses.csv" & book$index != "", ]
responses <- read("responses.csv")
ratings <- matrix(
  suppressWarnings(as.numeric(as.matrix(responses[book$name]))),
  ncol = nrow(book), dimnames = list(NULL, book$name)
)
asked <- !is.na(ratings)
ratings[asked & ratings < lowest] <- NA # -7, -8 and -9 are no ratings
published <- read("indices.csv")
published <- published[published$suppressed == "false", ]

wrong <- 0
for (number in seq_len(nrow(published))) {
  row <- published[number, ]
  of_wave <- responses$wave == row$wave
  of <- of_wave & responses$city == row$city
  if (row$stakeholder_group != "all") {
    of <- of & responses$stakeholder_group == row$stakeholder_group
  }
  items <- book$name[(if (row$level == "index") book$index else book$name) == row$id]
  items <- items[colSums(asked[of_wave, items, drop = FALSE]) > 0]
  found <- figures(ratings[of, items, drop = FALSE])
  for (name in compared) {
    if (abs(found[[name]] - as.numeric(row[[name]])) > tolerance) {
      wrong <- wrong + 1
      cat(
        row$wave, row$city, row$stakeholder_group, row$id,
        paste0(name, ":"), row[[name]], "published,", found[[name]], "found\n"
      )
    }
  }
}
total <- nrow(published) * length(compared)
cat(total - wrong, "of", total, "figures agree\n")
quit(status = if (wrong > 0) 1 else 0)
