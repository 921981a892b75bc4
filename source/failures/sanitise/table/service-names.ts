/**
 * Names of services whose keys have no shape of their own: beside such a name a value drawn by chance is a key
 * (`algolia: "…"`), whatever else the name says.
 */
export const SERVICES: readonly string[] =
	`adafruit adobe airtable algolia alibaba amplitude asana atlassian auth0 azure
	bitbucket bitly bittrex braintree bugsnag bynder cloudflare cloudinary codecov cohere coinbase confluent contentful
	crowdin datadog digitalocean discord dropbox droneci elastic etsy facebook fastly finicity finnhub firebase flickr
	foursquare freshbooks freshdesk gitter gocardless grafana heroku hubspot instagram intercom jenkins jfrog artifactory
	kraken kucoin launchdarkly linkedin linode logdna loggly looker mailchimp mailgun mailjet mapbox mattermost meraki
	messagebird mistral mixpanel mixmax netlify newrelic new_relic new-relic nytimes okta opsgenie pagerduty pingdom pivotal
	plaid planetscale postmark privateai pusher rapidapi rollbar salesforce segment sendbird sendgrid sendinblue sentry
	shodan shopify snyk sonar soundcloud spotify splunk squarespace stripe sumo sumologic supabase telegram trello twilio twitch
	twitter travis typeform unsplash vercel webflow yandex yelp zendesk zoom contribsys
	abuseipdb ai21 airbrake airbyte aiven anypoint apify assemblyai blynk bitrise browserstack buildkite buttercms calendly
	censys chartmogul circleci clarifai clearbit clickup cloudsight cloudconvert codacy codeclimate configcat couchbase
	deepgram deepl diffbot dnsimple docusign doppler easypost etherscan eventbrite filestack flutterwave freshservice
	fullstory geocodio graphhopper gumroad helpscout honeybadger honeycomb hotjar infracost infura ipinfo ipstack jotform
	jumpcloud klaviyo langfuse locationiq logzio mailerlite mandrill mapquest maxmind meilisearch mockaroo moralis newsapi
	ngrok nylas onesignal opencage openweather optimizely paystack pinecone pinata pipedream pipedrive plivo prismic
	pubnub pyowm quicknode razorpay recurly rootly saucelabs scrapingbee semgrep shippo signalwire smartsheet statuspage
	storyblok strava telnyx textmagic thingsboard ticketmaster tripadvisor twelvelabs ubidots upcloud uploadcare
	uptimerobot vonage wakatime weatherapi webex wistia workato workos xendit yotpo zapier zenrows zerotier zerobounce
	zilliz`.split(/\s+/);
