#!/usr/bin/env bash
# Makes sample.tickmark, a project in the middle of its check, from sample.md by the command line alone:
#   bash assets/make-sample.sh target/release/tickmark
# The sources are made up for the sample. Times are those of the story, not of the run.
set -euo pipefail
tickmark=$(realpath "${1:?which tickmark}")
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
project=$work/sample.tickmark
clock=06:58 who=MK
declare -A claim source

# Runs one command as $who, then sets the moment it recorded to $clock.
run() {
    local verb=$1 object=$2
    shift 2
    "$tickmark" --by "$who" "$verb" ${object:+"$object"} "$@"
    sed -Ei "s/(\"(at|received)\": \")20[2-9][^\"]*/\12019-11-19T$clock:00Z/" "$project"
}

# The identifier that an `add` printed.
made() { sed -n 's/.*"id": "\(.*\)".*/\1/p'; }

# mark NAME WORDS [OPTION…]
mark() { claim[$1]=$(run claim add "$project" --quote "$2" "${@:3}" | made); }

# source_of NAME TYPE TITLE [OPTION…]
source_of() { source[$1]=$(run source add "$project" --type "$2" --title "$3" "${@:4}" | made); }

# evidence CLAIM SOURCE LOCATOR PASSAGE [OPTION…]
evidence() {
    run evidence add "$project" --claim "${claim[$1]}" --source "${source[$2]}" --locator "$3" --passage "$4" "${@:5}" \
        >"$work/said"
}

# note NAME OPTION…: whatever of a claim is written down besides its status
note() { run claim set "$project" "${claim[$1]}" "${@:2}" >"$work/said"; }

# check NAME STATUS
check() { note "$1" --status "$2"; }

run new "" "$here/sample.md" -o "$project" 2>"$work/said" >&2

# Marking.
clock=07:04
mark walked-out 'walked out' --occurrence 1 --kind event --risk high
mark an-hour-dek 'about an hour' --occurrence 1 --kind date-or-time
mark seoul Seoul --occurrence 2 --kind place --risk low
mark an-hour 'about an hour' --occurrence 2 --kind date-or-time
mark opened 'opened on Monday' --kind date-or-time --risk low
mark two-days 'planned to last two days' --kind date-or-time
mark appearances 'two press appearances' --kind figure --risk low
mark caption 'The delegations of the two countries in Seoul on Monday, the first day of the round.' --kind caption
clock=07:09
mark fivefold 'fivefold increase' --kind figure --risk high
mark troops 'about 28,500 American troops' --kind figure
mark percent 'a rise of 500 percent' --kind calculation --risk high
mark unprecedented 'Officials in the capital call the demand unprecedented' --kind paraphrase
mark largest 'it may well be the largest increase that one ally has ever asked of another' --kind superlative
mark drastic 'the Americans want a drastic increase' --kind paraphrase
mark yonhap 'Yonhap news agency' --kind organisation --risk low
mark denied 'no official has denied it' --kind other --risk high
mark expires 'expires on 31 December' --kind date-or-time
mark weeks 'exactly six weeks' --kind calculation
clock=07:15
mark dehart 'John DeHart' --kind name
mark leads 'leads the American delegation' --kind title-or-role
mark equitable 'fair and equitable burden sharing' --kind quotation
mark cut-short 'cut the session short' --kind event
mark jeong 'Jeong Eun Bo' --kind name
mark gap 'a significant gap' --kind quotation --risk high
mark it-was 'It was the U.S. that walked out of the talks' --kind quotation --risk high
mark because 'The talks broke off because Seoul offered too little' --kind cause --risk high
mark phrase 'Both men closed with the same phrase' --kind comparison --risk low
mark apart 'far apart' --kind description --risk low

# Sources.
clock=07:20
source_of briefing recording 'Chief negotiator’s press briefing' --who 'South Korean delegation' --where Seoul \
    --when '19 Nov 2019' --gathering gathered --rank primary
source_of remarks recording 'American statement to reporters' --who 'U.S. delegation' --where Seoul \
    --when '19 Nov 2019' --gathering gathered --rank primary
source_of wire web-page 'Wire report on the talks' --who 'Example wire' --when '19 Nov 2019' \
    --url https://example.org/wire/2019-11-19/talks --rank secondary
source_of strength document 'U.S. Forces Korea, strength report' --who 'U.S. Forces Korea' --when 2019 \
    --gathering gathered --rank primary
source_of agreement document 'Cost-sharing agreement in force' --where 'Treaty collection' --when 2019 \
    --url https://example.org/treaties/cost-sharing --gathering gathered --rank primary
clock=07:31
source_of spokesperson person 'Defense ministry spokesperson' --where 'By telephone' --when '19 Nov 2019, 16:10' \
    --contact 'press desk, +82 2 555 0100' --terms 'on the record' --gathering interviewed --rank primary
source_of official person 'Official of the Korean delegation' --when '19 Nov 2019, 16:25' \
    --contact 'mobile only, +82 10 5555 0199' --terms 'not for attribution' --gathering interviewed --rank primary \
    --confidential
source_of photo photograph 'Pool photograph 0412' --who 'Press pool' --where Seoul --when 'Nov 2019' \
    --url https://example.com/pool/0412 --gathering gathered --rank primary
source_of sums calculation 'Sums for this story' --when '19 Nov 2019'

# Checking.
clock=07:36
evidence walked-out briefing 'answer to the last question' 'It was the U.S. that walked out of the talks.'
note walked-out --flag legal --change 'left' \
    --note 'Two words for it: the Americans say that they cut the talks short. “Walked out” is the Korean side’s.'
check walked-out verified
evidence an-hour wire 'third paragraph' 'The second day of talks was over in about an hour, officials said.'
check an-hour verified
note an-hour-dek --same-as "${claim[an-hour]}"
evidence seoul wire dateline 'SEOUL, Nov. 19'
check seoul verified
evidence opened wire 'third paragraph' 'The round began on Monday and had been due to go on through Tuesday.'
check opened verified
evidence two-days wire 'third paragraph' 'The round began on Monday and had been due to go on through Tuesday.'
check two-days verified
clock=07:44
note appearances --question 'Do you count the two negotiators only? The foreign ministry spoke as well.'
check appearances query
evidence caption photo 'caption card' 'Delegations at the cost-sharing talks, Seoul' --stance background
note caption --change 'The delegations of the two countries at the talks in Seoul.' \
    --note 'The card names the city and the talks, but no day.'
check caption cant-confirm
evidence fivefold wire 'second paragraph' 'Washington has reportedly demanded a fivefold increase in Seoul’s share.'
note fivefold --flag reply-outstanding \
    --question 'All reports trace back to one agency. Has anyone in Washington confirmed the multiple?' \
    --note 'State Department asked at 16:40; no answer yet.'
check fivefold query
evidence troops strength 'p. 3' 'maintains 28,500 service members on the peninsula'
evidence troops spokesperson 'call, 16:10' 'We use 28,500. It is the authorized strength.'
note troops --note 'The ministry gives the figure as authorized strength. “About” is right.'
check troops verified
clock=07:52
evidence percent sums 'line 1' '5 × today’s share − today’s share = 4 × today’s share, a rise of 400 percent' \
    --stance contradicts
note percent --change 'a rise of 400 percent' \
    --note 'Five times today’s share is today’s share and four more of it.'
check percent wrong
evidence unprecedented official 'call, 16:25' 'We have never seen a demand like it. Unprecedented is the word we use.'
evidence unprecedented wire 'fifth paragraph' 'Officials in Seoul call the demand unprecedented.'
note unprecedented --flag sensitive \
    --note 'Two voices for “officials”. Nothing in the sentence may point to the one who asked not to be named.'
check unprecedented verified
note largest --change 'they remember none like it' --note 'No list of such demands exists that could settle it.'
check largest cant-confirm
evidence drastic wire 'last paragraph' 'The foreign ministry said the U.S. had called for a drastic increase.'
check drastic verified
evidence yonhap wire 'second paragraph' 'Yonhap News Agency reported'
check yonhap verified
note denied --flag reply-outstanding
clock=08:03
evidence expires agreement 'final article' 'shall remain in force until December 31, 2019'
check expires verified
evidence weeks sums 'line 2' '19 November to 31 December = 42 days = six weeks'
check weeks verified
evidence dehart remarks 'introduction' 'James DeHart, U.S. State Department' --stance contradicts
note dehart --change 'James DeHart'
check dehart wrong
evidence equitable remarks 'first sentence' \
    'the proposals that were put forward by the Korean team were not responsive to our request for fair and equitable burden sharing'
check equitable verified
evidence jeong briefing 'introduction' 'Chief negotiator Jeong Eun Bo'
check jeong verified
clock=08:12
evidence gap briefing 'second answer' \
    'it is true that there is a significant difference between the overall proposal from the United States and our position in principle'
evidence it-was briefing 'answer to the last question' 'It was the U.S. that walked out of the talks.'
check it-was verified
evidence because remarks 'first sentence' \
    'the proposals that were put forward by the Korean team were not responsive to our request for fair and equitable burden sharing'
evidence because briefing 'second answer' \
    'there is a significant difference between the overall proposal from the United States and our position in principle' \
    --stance contradicts
note because --flag legal --question 'This is the American account told as ours. Attribute it, or give both?'
check because query
evidence phrase remarks 'second sentence' \
    'new proposals that would enable both sides to work towards a mutually acceptable agreement'
evidence phrase briefing 'closing words' 'to make sure the sharing comes in mutually acceptable terms'
check phrase verified
check apart opinion

# The editor decides, the writer answers, and something new comes in.
clock=08:20 who=JR
note dehart --decision accepted
note caption --decision accepted
note walked-out --decision rejected --reason 'He is quoted with the word further down; it stays.'
note largest --decision overruled --reason '“May well be” says that nobody knows. The sentence stays.'
clock=08:24
note appearances --answer 'Yes, only the two. The ministry had spoken earlier.'
evidence expires spokesperson 'call, 17:20' 'The present agreement ends with the year.'

mv "$project" "$here/sample.tickmark"
chmod 644 "$here/sample.tickmark"
