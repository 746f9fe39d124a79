# Recompute an export's figures from its answers, and say where they differ.
#
#     Rscript recompute.R [FOLDER]
#
# It needs base R only; without a folder it takes the one that it lies in. Of indices.csv, for each
# figure that is not suppressed: n, the paper's total and percent (method paper-2025, whole numbers
# rounded half up), the unrounded total and the index on a 0-100 scale (method precise-1). Of
# statistics.csv, n and estimate of an item's shares of high and low ratings, and of what further
# blocks come to: importance, performance and gap of an element (of the people who rated both),
# severity of a problem, its share of ratings 4 and 5, and how much graver one problem is than
# another (of those who rated both). The exit status is 0 if all agree and 1 if one does not.

lowest <- 1
highest <- 5
tolerance <- 1e-9
compared <- c("n", "total", "percent", "total_unrounded", "index")
high <- 4
low <- 2
paired <- c("importance", "performance", "gap")
single <- c("severity", "top", "bottom")

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

# Ratings as numbers; -6 to -9 are none.
rated <- function(table, names) {
  ratings <- matrix(
    suppressWarnings(as.numeric(as.matrix(table[names]))),
    ncol = length(names), dimnames = list(NULL, names)
  )
  ratings[!is.na(ratings) & ratings < lowest] <- NA
  ratings
}

# What a row of statistics.csv comes to, from the ratings that it rests on.
estimate <- function(statistic, ratings) {
  first <- ratings[, 1]
  last <- ratings[, ncol(ratings)]
  switch(statistic,
    top = mean(first >= high),
    bottom = mean(first <= low),
    gap = mean(first - last),
    order = mean(first - last),
    performance = mean(last),
    mean(first)
  )
}

agreed <- 0
wrong <- 0
compare <- function(place, name, was, found) {
  if (isTRUE(abs(found - as.numeric(was)) <= tolerance)) {
    agreed <<- agreed + 1
  } else {
    wrong <<- wrong + 1
    cat(place, paste0(name, ":"), was, "published,", found, "found\n")
  }
}

arguments <- commandArgs(trailingOnly = TRUE)
itself <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
folder <- if (length(arguments)) arguments[1] else dirname(itself)
whole_book <- read("codebook.csv")
whole_book <- whole_book[whole_book$index != "", ]
book <- whole_book[whole_book$file == "responses.csv", ]
responses <- read("responses.csv")
ratings <- rated(responses, book$name)
asked <- as.matrix(responses[book$name]) != ""
published <- read("indices.csv")
published <- published[published$suppressed == "false", ]

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
  place <- paste(row$wave, row$city, row$stakeholder_group, row$id)
  for (name in compared) compare(place, name, row[[name]], found[[name]])
}

book <- whole_book
key <- ifelse(book$file == "responses.csv", book$name, book$index)
tables <- sapply(unique(book$file), read, simplify = FALSE)
published <- read("statistics.csv")
published <- published[published$statistic %in% c(paired, single, "order"), ]
for (number in seq_len(nrow(published))) {
  row <- published[number, ]
  parts <- if (row$statistic %in% paired) {
    paste0(row$id, c(".importance", ".performance"))
  } else if (row$statistic %in% single) {
    row$id
  } else {
    c(row$first, row$second)
  }
  columns <- book[match(parts, key), ]
  of <- responses$wave == row$wave & responses$city == row$city
  table <- tables[[columns$file[1]]]
  table <- table[table$response_id %in% responses$response_id[of], ]
  found <- rated(table, columns$name)
  found <- found[rowSums(is.na(found)) == 0, , drop = FALSE]
  about <- c(row$wave, row$city, row$id, row$second, row$statistic)
  place <- paste(about[about != "none"], collapse = " ")
  compare(place, "n", row$n, nrow(found))
  compare(place, "estimate", row$estimate, estimate(row$statistic, found))
}

cat(agreed, "of", agreed + wrong, "figures agree\n")
quit(status = if (wrong > 0) 1 else 0)
